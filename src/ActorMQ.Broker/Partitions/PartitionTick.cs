namespace ActorMQ.Broker.Partitions;

/// <summary>A timer of a partition. Each has one object, which is its key and its message.</summary>
internal sealed class PartitionTick
{
    /// <summary>Settlements have waited long enough for an append to ride in.</summary>
    public static readonly PartitionTick Settlement = new();

    /// <summary>A delivery's ack wait may have passed.</summary>
    public static readonly PartitionTick AckWait = new();

    /// <summary>Producers may have been idle for long.</summary>
    public static readonly PartitionTick Producers = new();

    /// <summary>A retry's backoff may have passed.</summary>
    public static readonly PartitionTick Retries = new();

    /// <summary>Moves to the dead letters wait for another try.</summary>
    public static readonly PartitionTick Moves = new();

    /// <summary>Batches may be old enough to go.</summary>
    public static readonly PartitionTick Ages = new();

    /// <summary>It is time for a read back, or for takes, that had to wait.</summary>
    public static readonly PartitionTick ReadBack = new();

    private PartitionTick()
    {
    }
}
