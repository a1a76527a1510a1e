using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// From the lane: batches from the record of that move on; each with one count of its slab.
/// </summary>
internal sealed record MovesRead(int GroupId, long Sequence, List<CachedBatch> Batches);
