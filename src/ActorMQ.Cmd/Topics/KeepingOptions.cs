using System.CommandLine;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Topics;

/// <summary>The options that say how long a topic keeps its messages; one not given leaves what holds.</summary>
internal sealed class KeepingOptions
{
    private readonly Option<long?> purgeAfter = WholeNumber.Long(
        "--purge-after-ms", 0, "Of a queue: keep a message at least so long.");

    private readonly Option<long?> retention = WholeNumber.Long(
        "--retention-ms", 0, "Of a log, and of a queue without a group: keep a message so long; 0: no limit.");

    private readonly Option<long?> bytes = WholeNumber.Long(
        "--retention-bytes", 0, "Of a log: keep so much of a partition; 0: no limit.");

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[purgeAfter, retention, bytes])
            command.Add(option);
    }

    /// <summary>The settings with what the command line says.</summary>
    public TopicSettings Over(TopicSettings settings, ParseResult parsed) => new(
        parsed.GetValue(purgeAfter) ?? settings.PurgeAfterMs,
        parsed.GetValue(retention) ?? settings.RetentionMs,
        parsed.GetValue(bytes) ?? settings.RetentionBytes);
}
