namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: describe yourself to the sender.</summary>
internal sealed record PartitionQuery
{
    public static readonly PartitionQuery Instance = new();
}
