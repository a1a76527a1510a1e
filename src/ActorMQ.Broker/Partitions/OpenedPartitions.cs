using ActorMQ.Core;

namespace ActorMQ.Broker.Partitions;

/// <summary>What came of opening partitions.</summary>
/// <param name="Opened">Ready to run.</param>
/// <param name="Damaged">Not to be served: what is stored contradicts itself. The others are not affected.</param>
internal sealed record OpenedPartitions(
    IReadOnlyList<OpenedPartition> Opened, IReadOnlyList<(PartitionId Id, Exception Reason)> Damaged);
