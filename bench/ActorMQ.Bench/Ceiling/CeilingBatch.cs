using ActorMQ.Records;

namespace ActorMQ.Bench.Ceiling;

/// <summary>A batch on its way through the node.</summary>
internal readonly record struct CeilingBatch(
    CeilingConnection From, uint Correlation, int Partition, int Count, Slab Bytes);
