using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: partitions that had ended are open again, or not.</summary>
internal sealed record Reopened(OpenedPartitions Partitions);
