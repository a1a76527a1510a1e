namespace ActorMQ.Core.Groups;

/// <summary>The records that are due at one time with one number of attempts. Never empty while it is
/// scheduled.</summary>
/// <param name="dueMs">Wall time in milliseconds.</param>
/// <param name="attempts">How many attempts of each have counted.</param>
internal sealed class RetryBucket(long dueMs, int attempts)
{
    /// <summary>Wall time in milliseconds.</summary>
    public long DueMs { get; } = dueMs;

    /// <summary>How many attempts of each have counted.</summary>
    public int Attempts { get; } = attempts;

    /// <summary>Which records.</summary>
    public OffsetSet Offsets { get; } = new(isSparse: true);

    /// <summary>How this one's key compares with another.</summary>
    public int Compare(long dueMs, int attempts) =>
        DueMs != dueMs ? DueMs.CompareTo(dueMs) : Attempts.CompareTo(attempts);
}
