using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Verify;

/// <summary>
/// <c>pbm verify produce|consume|run</c>: sends messages whose every byte is known, and counts what became of them.
/// </summary>
internal sealed class VerifyCommands(Terminal terminal, GlobalOptions global)
{
    private readonly VerifyOptions options = new();
    private readonly Option<string> log = new("--log", "-l")
    {
        Description = "The file that tells what was acknowledged.",
        Required = true,
        HelpName = "FILE",
    };

    public Command Build() =>
        new("verify", "Check what was sent against what arrives; exit 1 when something is lost.")
        {
            Produce(), Consume(), Run(),
        };

    private Command Produce()
    {
        var command = new Command("produce", "Send, and write down what was acknowledged.")
        {
            options.Topic, options.Count, options.Keys, options.Size, options.Rate, options.Seed, log,
        };
        command.SetAction(ProduceAsync);
        return command;
    }

    private Command Consume()
    {
        var command = new Command("consume", "Receive, and compare with what was written down.")
        {
            log, options.Group, options.Idle,
        };
        command.SetAction(ConsumeAsync);
        return command;
    }

    private Command Run()
    {
        var command = new Command("run", "Send and receive at the same time.")
        {
            options.Topic, options.Count, options.Keys, options.Size, options.Rate, options.Seed, options.Group,
            options.Idle,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> ProduceAsync(ParseResult parsed, CancellationToken cancellation)
    {
        VerifyPlan plan = options.PlanOf(parsed);
        var ledger = new VerifyLedger(plan);
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Producer producer = client.Producer(plan.Topic);
        await using var file = new StreamWriter(parsed.GetRequiredValue(log));
        var sender = new VerifySender(producer, plan, parsed.GetValue(options.Rate));
        Task sending = sender.RunAsync(VerifyLog.Begin(file, plan, ledger), cancellation);
        await WorkProgress.ShowAsync(terminal, plan.Topic, plan.Count, () => sender.Ended, sending);
        Answer.Write(
            terminal, VerifyProduced.Of(plan, ledger), static json => json.VerifyProduced, VerifyProduced.Draw);
        return ledger.Failed > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private async Task<int> ConsumeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        (VerifyPlan plan, VerifyLedger ledger) = ReadLog(parsed.GetRequiredValue(log));
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Consumer consumer = client.Subscribe(plan.Topic, options.GroupOf(parsed, plan));
        var receiver = new VerifyReceiver(consumer, plan, ledger);
        int begun = ledger.Missing;
        Task receiving = receiver.RunAsync(static () => true, options.IdleOf(parsed), cancellation);
        await WorkProgress.ShowAsync(terminal, plan.Topic, plan.Count, () => begun - ledger.Missing, receiving);
        return VerifyReport.Of(plan, ledger).Write(terminal);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        VerifyPlan plan = options.PlanOf(parsed);
        var ledger = new VerifyLedger(plan);
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Consumer consumer = client.Subscribe(plan.Topic, options.GroupOf(parsed, plan));
        await using Producer producer = client.Producer(plan.Topic);
        var sender = new VerifySender(producer, plan, parsed.GetValue(options.Rate));
        Task sending = Task.Run(
            () => sender.RunAsync(VerifyLog.Begin(TextWriter.Null, plan, ledger), cancellation), cancellation);
        var receiver = new VerifyReceiver(consumer, plan, ledger);
        Task receiving = receiver.RunAsync(() => sending.IsCompleted, options.IdleOf(parsed), cancellation);
        Task both = Task.WhenAll(sending, receiving);
        await WorkProgress.ShowAsync(terminal, plan.Topic, plan.Count, () => sender.Ended, both);
        return VerifyReport.Of(plan, ledger).Write(terminal);
    }

    private static (VerifyPlan Plan, VerifyLedger Ledger) ReadLog(string path)
    {
        using var file = new StreamReader(path);
        return VerifyLog.Read(file);
    }
}
