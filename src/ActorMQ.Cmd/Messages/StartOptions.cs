using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ActorMQ.Client;

namespace ActorMQ.Cmd.Messages;

/// <summary>The options that say which messages of a topic to look at, and from where on.</summary>
internal sealed class StartOptions
{
    private readonly Option<long?> offset = Number("--offset", 0, "Where to begin in each partition.");
    private readonly Option<long?> last = Number("--last", 1, "Begin so many messages before the newest.");
    private readonly Option<DateTimeOffset?> from = new("--from")
    {
        Description = "Begin with what was stored at a time or later: 2026-01-31T12:00:00Z, 90s, 15m, 2h or 7d ago.",
        HelpName = "TIME",
        CustomParser = static result => TimeOf(result),
    };
    private readonly Option<int?> partition = new("--partition", "-p")
    {
        Description = "Only this partition.",
        HelpName = "N",
        CustomParser = static result => (int?)NumberOf(result, "--partition", 0, int.MaxValue),
    };

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

    private static Option<long?> Number(string name, long min, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => NumberOf(result, name, min, long.MaxValue),
    };

    private static long? NumberOf(ArgumentResult result, string name, long min, long max)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= min && number <= max)
            return number;
        result.AddError($"{name} {text}: give a whole number from {min} on.");
        return null;
    }

    private static DateTimeOffset? TimeOf(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (AgoOf(text) is { } ago)
            return DateTimeOffset.UtcNow - ago;
        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && time >= DateTimeOffset.UnixEpoch)
            return time;
        result.AddError($"--from {text}: give a time such as 2026-01-31T12:00:00Z, or how long ago, such as 15m.");
        return null;
    }

    private static TimeSpan? AgoOf(string text)
    {
        if (text.Length < 2 || !uint.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out uint count)
            || count > 36_500)
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
