using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ActorMQ.Cmd;

/// <summary>Options that take a time, or how long ago it was.</summary>
internal static class Moment
{
    private const int AgoMax = 36_500;

    /// <summary>An option that is null when it is not given.</summary>
    public static Option<DateTimeOffset?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Read(result, name),
    };

    private static DateTimeOffset? Read(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (AgoOf(text) is { } ago)
            return DateTimeOffset.UtcNow - ago;
        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && time >= DateTimeOffset.UnixEpoch)
            return time;
        result.AddError($"{name} {text}: give a time such as 2026-01-31T12:00:00Z, or how long ago, such as 15m.");
        return null;
    }

    private static TimeSpan? AgoOf(string text)
    {
        if (text.Length < 2 || !uint.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out uint count)
            || count > AgoMax)
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
