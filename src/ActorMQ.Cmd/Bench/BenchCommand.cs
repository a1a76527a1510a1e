using System.CommandLine;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Bench;

/// <summary><c>pbm bench</c>: sends and receives for some seconds and tells how fast it went.</summary>
internal sealed class BenchCommand(Terminal terminal, GlobalOptions global)
{
    private static readonly BenchSettings Defaults = new();

    private readonly Option<string?> topic = new("--topic", "-t")
    {
        Description = "An existing topic; its other messages are received and acknowledged, too. Absent: a topic "
            + "bench-... is made for the run and removed at its end.",
    };
    private readonly Option<int> partitions = WholeNumber.Option(
        "--partitions", null, 1, BenchLimits.PartitionsMax, Defaults.Partitions,
        "Of the topic that is made for the run.");
    private readonly Option<int> size = WholeNumber.Option(
        "--size", null, 1, BenchLimits.SizeMax, Defaults.Size,
        $"Bytes of a message; at least {BenchLimits.SizeMin} are sent.");
    private readonly Option<double> seconds = Seconds.Option(
        "--seconds", BenchLimits.SecondsMin, BenchLimits.SecondsMax, Defaults.Seconds,
        $"How long to send, {BenchLimits.SecondsMin} to {BenchLimits.SecondsMax}.");
    private readonly Option<int> rate = WholeNumber.Option(
        "--rate", null, 0, BenchLimits.RateMax, Defaults.Rate,
        "Messages a second of all clients together, sent at set times whatever the node does (open loop): latency "
        + "counts from the intended send time. 0: as fast as the node confirms (closed loop).");
    private readonly Option<int> window = WholeNumber.Option(
        "--window", null, 1, BenchLimits.WindowMax, Defaults.Window,
        "Messages of a client that may wait for their confirmation.");
    private readonly Option<int> clients = WholeNumber.Option(
        "--clients", null, 1, BenchLimits.ClientsMax, Defaults.Clients,
        "Connections, each with a producer and a consumer.");
    private readonly Option<bool> keep = Flag.Option("--keep", "Do not remove the topic that is made for the run.");

    public Command Build()
    {
        var command = new Command("bench", "Send and receive for some seconds and tell how fast it went.")
        {
            topic, partitions, size, seconds, rate, window, clients, keep,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(topic) is { Implicit: false } && result.GetResult(partitions) is { Implicit: false })
                result.AddError("--partitions is for the topic that is made for the run; leave it out with --topic.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        BenchPlan plan = BenchPlan.Of(Settings(parsed).Fitted(remark => terminal.Error.WriteLine($"pbm: {remark}")));
        using ActorMQAdmin admin = global.Admin(parsed);
        await using BenchTopic made = await BenchTopic.OpenAsync(terminal, admin, plan, cancellation);
        terminal.Error.WriteLine(BenchViews.Header(plan, made.Description, parsed.GetValue(global.Server)!));
        await using var run = new BenchRun(plan);
        await run.OpenAsync(token => global.ConnectAsync(parsed, token), cancellation);
        BenchFigures figures = await BenchProgress.ShowAsync(
            terminal, run, plan.Settings, run.MeasureAsync(cancellation));
        BenchViews.Write(terminal, figures);
        WriteRemarks(plan, run, figures);
        return figures.Lost > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private BenchSettings Settings(ParseResult parsed) => new()
    {
        Topic = parsed.GetValue(topic),
        Partitions = parsed.GetValue(partitions),
        Size = parsed.GetValue(size),
        Seconds = parsed.GetValue(seconds),
        Rate = parsed.GetValue(rate),
        Window = parsed.GetValue(window),
        Clients = parsed.GetValue(clients),
        Keep = parsed.GetValue(keep),
    };

    private void WriteRemarks(BenchPlan plan, BenchRun run, BenchFigures figures)
    {
        if (figures.Lost > 0)
            terminal.Error.WriteLine($"pbm: {figures.Lost} messages were confirmed and did not arrive: nothing came "
                + $"for {BenchRun.Patience.TotalSeconds} seconds.");
        if (run.Foreign > 0)
            terminal.Error.WriteLine($"pbm: {run.Foreign} messages of others were received and not counted.");
        if (plan.Settings.Topic is { } existing)
            terminal.Error.WriteLine($"pbm: group {plan.Group} stays on topic {existing}.");
    }
}
