using ActorMQ.Core;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a partition that had ended could not be opened again.</summary>
internal sealed record ReopenFailed(PartitionId Id, Exception Reason);
