namespace ActorMQ.Core.Groups;

/// <summary>
/// A range that was handed out at once: records of it are out unless they were settled or came back since. With nothing
/// out it is dead, and only waits to be swept.
/// </summary>
internal struct Lease
{
    /// <summary>The first offset.</summary>
    public long First;

    /// <summary>The offset behind the range.</summary>
    public long End;

    /// <summary>Who has them.</summary>
    public long Consumer;

    /// <summary>Monotonic end of the ack wait, or of the time that a lost consumer has to come back.</summary>
    public long DeadlineMs;

    /// <summary>Records of the range that are out.</summary>
    public int Outstanding;

    /// <summary>How many deliveries the consumer works on at a time.</summary>
    public short Concurrency;

    /// <summary>The attempt of each of them.</summary>
    public byte Attempt;

    /// <summary>Whether its consumer was lost and has not claimed it since.</summary>
    public bool IsSuspended;

    /// <summary>Whether nothing of it is out.</summary>
    public readonly bool IsDead => Outstanding == 0;

    /// <summary>Whether what another one covers is held in the same way, so that both may be one.</summary>
    public readonly bool IsLike(in Lease other) =>
        Consumer == other.Consumer && Attempt == other.Attempt && Concurrency == other.Concurrency
        && DeadlineMs == other.DeadlineMs && IsSuspended == other.IsSuspended;
}
