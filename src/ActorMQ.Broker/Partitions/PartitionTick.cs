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

    private PartitionTick()
    {
    }
}
