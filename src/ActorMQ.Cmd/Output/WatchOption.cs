using System.CommandLine;

namespace ActorMQ.Cmd.Output;

/// <summary><c>--watch [SECONDS]</c>: look again and again.</summary>
internal sealed class WatchOption
{
    private const double SecondsMax = 86_400;

    public Option<double> Option { get; } = Seconds.Option(
        "--watch", 0.1, SecondsMax, otherwise: 0,
        "Look again every so many seconds, 2 without a number, until Ctrl+C.", bare: 2);

    /// <summary>The pause between two looks; null: one look is enough.</summary>
    public TimeSpan? PauseOf(ParseResult parsed) =>
        parsed.GetResult(Option) is { Implicit: false } ? TimeSpan.FromSeconds(parsed.GetValue(Option)) : null;
}
