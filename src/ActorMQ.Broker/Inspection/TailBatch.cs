using ActorMQ.Broker.Partitions;

namespace ActorMQ.Broker.Inspection;

/// <summary>A batch that a tail was offered; its holder owns one count of the slab.</summary>
internal readonly record struct TailBatch(int Partition, CachedBatch Batch);
