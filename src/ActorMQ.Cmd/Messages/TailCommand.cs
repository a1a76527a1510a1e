using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMQ.Client;
using ActorMQ.Cmd.Output;

namespace ActorMQ.Cmd.Messages;

/// <summary>
/// <c>pbm msg tail TOPIC</c>: shows what comes, as a member of a group that consumes it, or without one.
/// </summary>
internal sealed class TailCommand(Terminal terminal, GlobalOptions global)
{
    private const double IdleMax = 86_400;

    private readonly Argument<string> topic = new("TOPIC") { Description = "What to show." };
    private readonly Option<string?> group = new("--group", "-g")
    {
        Description = "Consume as a member of this group; made if it is new, starting at the oldest message.",
    };
    private readonly StartOptions start = new();
    private readonly Option<int> count = WholeNumber.Option(
        "--count", "-n", 0, int.MaxValue, otherwise: 0, "End after so many; 0: never.");
    private readonly Option<double> idle = Seconds.Option(
        "--idle", 0, IdleMax, otherwise: 0, "End when nothing has come for so many seconds; 0: never.");
    private readonly Option<bool> keep = Flag.Option(
        "--no-ack", "Only look: hand everything back at the end, to be delivered again.");
    private readonly Option<bool> ack = Flag.Option("--ack", "Acknowledge what is shown; the default.");

    public Command Build()
    {
        var command = new Command("tail", "Show messages as they come; with --group: consume them.")
        {
            topic, group, count, idle, ack, keep,
        };
        start.AddTo(command);
        command.Validators.Add(Check);
        command.SetAction(RunAsync);
        return command;
    }

    private void Check(CommandResult result)
    {
        bool hasGroup = result.GetResult(group) is not null;
        if (result.GetValue(ack) && result.GetValue(keep))
            result.AddError("--ack and --no-ack exclude each other.");
        if (!hasGroup && (result.GetValue(ack) || result.GetValue(keep)))
            result.AddError("--ack and --no-ack are for --group; without a group nothing is consumed.");
        if (hasGroup && start.AreGiven(result))
            result.AddError(
                "--partition, --offset, --last and --from are without --group; a group begins where it is.");
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            if (parsed.GetValue(group) is { } name)
                await ConsumeAsync(parsed, name, cancellation);
            else
                await WatchAsync(parsed, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Stopped.");
        }
        return ExitCode.Ok;
    }

    private async Task WatchAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using ActorMQAdmin admin = global.Admin(parsed);
        var options = new TailOptions
        {
            Partition = start.PartitionOf(parsed),
            Start = start.StartOf(parsed) ?? MessageStart.Newest,
        };
        var tail = new TopicTail(terminal, parsed.GetRequiredValue(topic));
        await tail.ShowAsync(admin, options, CountOf(parsed), IdleOf(parsed), cancellation);
    }

    private async Task ConsumeAsync(ParseResult parsed, string name, CancellationToken cancellation)
    {
        await using ActorMQClient client = await global.ConnectAsync(parsed, cancellation);
        await using Consumer consumer = client.Subscribe(parsed.GetRequiredValue(topic), name, Window(parsed));
        Lines<DeliveryLine> lines = DeliveryLine.To(terminal);
        bool settles = !parsed.GetValue(keep);
        long left = CountOf(parsed);
        while (left > 0 && await consumer.NextAsync(IdleOf(parsed), cancellation) is { } delivery)
        {
            lines.Write(DeliveryLine.Of(delivery));
            if (settles)
                await delivery.AckAsync();
            left--;
        }
    }

    private long CountOf(ParseResult parsed) => parsed.GetValue(count) is var max and > 0 ? max : long.MaxValue;

    private TimeSpan IdleOf(ParseResult parsed) => parsed.GetValue(idle) is var seconds and > 0
        ? TimeSpan.FromSeconds(seconds)
        : Timeout.InfiniteTimeSpan;

    // Who asks for a few takes no more than these from the others of the group.
    private ConsumerOptions Window(ParseResult parsed) =>
        parsed.GetValue(count) is var max and > 0 and < 4_096
            ? new ConsumerOptions { WindowMessages = max }
            : ConsumerOptions.Default;
}
