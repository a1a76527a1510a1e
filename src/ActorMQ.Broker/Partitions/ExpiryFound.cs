namespace ActorMQ.Broker.Partitions;

/// <summary>From the lane: batches below the offset are kept no longer.</summary>
internal sealed record ExpiryFound(long Below);
