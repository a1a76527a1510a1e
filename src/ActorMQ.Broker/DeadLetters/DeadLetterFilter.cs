using System.Text;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Which dead letters are meant: those that all of this is true of.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>All of them.</summary>
    public static DeadLetterFilter All { get; } = new();

    /// <summary>
    /// It is in this topic; null: in the one that the group's policy names now. What was given up under an earlier
    /// policy stays where it went.
    /// </summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>The reason has this in it, whatever the case of its letters; null: any reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The cause is this one, whatever the case of its letters; null: any cause.</summary>
    public string? Cause { get; init; }

    /// <summary>It was tried at least so often.</summary>
    public int MinAttempts { get; init; }

    /// <summary>It was given up at this time or later: milliseconds since 1970 UTC.</summary>
    public long FromUnixMs { get; init; }

    /// <summary>It was given up before this time: milliseconds since 1970 UTC.</summary>
    public long ToUnixMs { get; init; } = long.MaxValue;

    /// <summary>Its key is this in UTF-8; null: any key, or none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether a dead letter is meant.</summary>
    public bool Matches(DeadLetter letter) =>
        (Reason is null || letter.Reason.Contains(Reason, StringComparison.OrdinalIgnoreCase))
        && (Cause is null || letter.Cause.Equals(Cause, StringComparison.OrdinalIgnoreCase))
        && letter.Attempts >= MinAttempts
        && letter.MovedUnixMs >= FromUnixMs
        && letter.MovedUnixMs < ToUnixMs
        && (Key is null || letter.Message.Key.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(Key)));
}
