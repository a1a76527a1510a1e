using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>From the lane: batches with records that a group moves; each with one count of its slab.</summary>
internal sealed record MovesRead(int GroupId, List<CachedBatch> Batches);
