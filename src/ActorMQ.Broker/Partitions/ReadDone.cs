namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: what was read back for deliveries behind the cache.</summary>
internal sealed record ReadDone(long FromOffset, List<CachedBatch> Batches);
