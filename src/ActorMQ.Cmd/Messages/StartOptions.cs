using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Messages;

/// <summary>The options that say which messages of a topic to look at, and from where on.</summary>
internal sealed class StartOptions
{
    private readonly Option<long?> offset = WholeNumber.Long("--offset", 0, "Where to begin in each partition.");
    private readonly Option<long?> last = WholeNumber.Long("--last", 1, "Begin so many messages before the newest.");
    private readonly Option<DateTimeOffset?> from = Moment.Option(
        "--from", "Begin with what was stored at a time or later: 2026-01-31T12:00:00Z, 90s, 15m, 2h or 7d ago.");
    private readonly Option<int?> partition = WholeNumber.Maybe(
        "--partition", 0, int.MaxValue, "Only this partition.", "-p");

    public int? PartitionOf(ParseResult parsed) => parsed.GetValue(partition);

    /// <summary>Whether any of them is given.</summary>
    public bool AreGiven(CommandResult result) =>
        result.GetResult(offset) is not null || result.GetResult(last) is not null
        || result.GetResult(from) is not null || result.GetResult(partition) is not null;

    public void AddTo(Command command)
    {
        Option[] all = [partition, offset, last, from];
        foreach (Option option in all)
            command.Add(option);
        command.Validators.Add(result =>
        {
            Option[] starts = [offset, last, from];
            if (starts.Count(option => result.GetResult(option) is not null) > 1)
                result.AddError("--offset, --last and --from exclude each other.");
        });
    }

    /// <summary>The place that is given; null for none.</summary>
    public MessageStart? StartOf(ParseResult parsed) =>
        parsed.GetValue(offset) is { } at ? MessageStart.At(at)
        : parsed.GetValue(last) is { } count ? MessageStart.Last(count)
        : parsed.GetValue(from) is { } time ? MessageStart.From(time)
        : null;
}
