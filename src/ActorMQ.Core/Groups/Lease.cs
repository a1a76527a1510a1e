namespace ActorMQ.Core.Groups;

/// <summary>
/// A range that was handed out at once: records of it are out unless they were settled or returned since. With nothing
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

    /// <summary>Monotonic end of the ack wait.</summary>
    public long DeadlineMs;

    /// <summary>Records of the range that are out.</summary>
    public int Outstanding;

    /// <summary>The attempt of each of them.</summary>
    public short Attempt;

    /// <summary>Whether nothing of it is out.</summary>
    public readonly bool IsDead => Outstanding == 0;
}
