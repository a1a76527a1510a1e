namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: what was read back for deliveries behind the cache.</summary>
/// <param name="FromOffset">What was wanted.</param>
/// <param name="Batches">What there is from there on.</param>
/// <param name="Damaged">What is wanted and cannot be read.</param>
internal sealed record ReadDone(long FromOffset, List<CachedBatch> Batches, DamagedBatch? Damaged);
