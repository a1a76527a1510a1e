using System.CommandLine;
using System.Globalization;

namespace ActorMQ.Cmd.Output;

/// <summary><c>--watch [SECONDS]</c>: look again and again.</summary>
internal sealed class WatchOption
{
    private const double SecondsDefault = 2;
    private const double SecondsMin = 0.1;
    private const double SecondsMax = 86_400;

    public Option<double> Option { get; } = new("--watch")
    {
        Description = "Look again every so many seconds, 2 without a number, until Ctrl+C.",
        HelpName = "SECONDS",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static result =>
        {
            double seconds = SecondsDefault;
            bool isRead = result.Tokens.Count == 0
                || double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out seconds);
            if (!isRead || !(seconds is >= SecondsMin and <= SecondsMax))
                result.AddError($"--watch {result.Tokens[0].Value}: give seconds from {SecondsMin} to {SecondsMax}.");
            return seconds;
        },
    };

    /// <summary>The pause between two looks; null: one look is enough.</summary>
    public TimeSpan? PauseOf(ParseResult parsed) => parsed.GetResult(Option) is { Implicit: false }
        ? TimeSpan.FromSeconds(parsed.GetValue(Option) is var seconds and > 0 ? seconds : SecondsDefault)
        : null;
}
