using System.CommandLine;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary><c>pbm msg tail TOPIC --group G</c>: consumes as a member of a group and shows what comes.</summary>
internal sealed class TailCommand(Terminal terminal, GlobalOptions global)
{
    private readonly Argument<string> topic = new("TOPIC") { Description = "What to consume." };
    private readonly Option<string> group = new("--group", "-g")
    {
        Description = "The group to be a member of; made if it is new, starting at the oldest message.",
        Required = true,
    };
    private readonly Option<int> count = WholeNumber.Option(
        "--count", "-n", 0, int.MaxValue, otherwise: 0, "End after so many; 0: never.");
    private readonly Option<double> idle = new("--idle")
    {
        Description = "End when nothing has come for so many seconds; 0: never.",
        HelpName = "SECONDS",
    };
    private readonly Option<bool> keep = new("--no-ack")
    {
        Description = "Only look: hand everything back at the end, to be delivered again.",
    };
    private readonly Option<bool> ack = new("--ack") { Description = "Acknowledge what is shown; the default." };

    public Command Build()
    {
        var command = new Command("tail", "Consume messages of a topic as a member of a group.")
        {
            topic, group, count, idle, ack, keep,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(ack) && result.GetValue(keep))
                result.AddError("--ack and --no-ack exclude each other.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Consumer consumer = client.Subscribe(
            parsed.GetRequiredValue(topic), parsed.GetRequiredValue(group), Window(parsed));
        try
        {
            await ShowAsync(parsed, consumer, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
        }
        return ExitCode.Ok;
    }

    private async Task ShowAsync(ParseResult parsed, Consumer consumer, CancellationToken cancellation)
    {
        bool json = global.IsJson(parsed);
        bool settles = !parsed.GetValue(keep);
        long left = parsed.GetValue(count) is var max and > 0 ? max : long.MaxValue;
        TimeSpan wait = parsed.GetValue(idle) is var seconds and > 0
            ? TimeSpan.FromSeconds(seconds)
            : Timeout.InfiniteTimeSpan;
        while (left > 0 && await consumer.NextAsync(wait, cancellation) is { } delivery)
        {
            Show(DeliveryLine.Of(delivery), json);
            if (settles)
                await delivery.AckAsync();
            left--;
        }
    }

    private void Show(DeliveryLine line, bool json)
    {
        if (json)
            CmdJson.Write(terminal.Out, line, CmdJson.Line.DeliveryLine);
        else
            terminal.Out.WriteLine(line.ForPeople());
    }

    // Who asks for a few takes no more than these from the others of the group.
    private ConsumerOptions Window(ParseResult parsed) =>
        parsed.GetValue(count) is var max and > 0 and < 4_096
            ? new ConsumerOptions { WindowMessages = max }
            : ConsumerOptions.Default;
}
