namespace ActorMQ.Client;

/// <summary>Which dead letters are meant: those that all of this is true of. What is null is not asked for.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>The reason has this in it, whatever the case of its letters; at most 1,024 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The cause is this one, whatever the case of its letters.</summary>
    public string? Cause { get; init; }

    /// <summary>It was tried at least so often.</summary>
    public int? MinAttempts { get; init; }

    /// <summary>It was given up at this time or later: milliseconds since 1970 UTC.</summary>
    public long? FromUnixMs { get; init; }

    /// <summary>It was given up before this time: milliseconds since 1970 UTC.</summary>
    public long? ToUnixMs { get; init; }

    /// <summary>Its key is this; at most 1,024 characters.</summary>
    public string? Key { get; init; }

    /// <summary>It is in this topic. Null: in the one that the group's policy names now; one that it named before keeps
    /// what was given up then.</summary>
    public string? DeadLetterTopic { get; init; }
}
