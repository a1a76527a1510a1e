using ActorMQ.Broker.Partitions;
using ActorMQ.Core;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a partition that had ended is open again, or damaged, or another owner's.</summary>
internal sealed record Reopened(PartitionId Id, OpenedPartitions Partitions);
