using ActorMQ.Core;

namespace ActorMQ.Broker.Partitions;

/// <summary>A partition cannot go on with the state it has: it stops and is recovered from the journal.</summary>
internal sealed class PartitionFailedException(PartitionId partition, string message, Exception? inner)
    : Exception($"Partition {partition}: {message}", inner)
{
    /// <summary>Which.</summary>
    public PartitionId Partition => partition;
}
