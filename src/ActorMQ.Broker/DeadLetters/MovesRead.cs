using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>From the lane: batches from the record of that move on; each with one count of its slab.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Sequence">The move.</param>
/// <param name="Batches">What there is from its record on.</param>
/// <param name="Damaged">Its batch, where that cannot be read.</param>
internal sealed record MovesRead(int GroupId, long Sequence, List<CachedBatch> Batches, DamagedBatch? Damaged);
