using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>A record batch in memory. Its holder owns one count of the slab.</summary>
internal readonly record struct CachedBatch(long BaseOffset, int Count, Slab Slab)
{
    public long End => BaseOffset + Count;

    public bool Holds(long offset) => offset >= BaseOffset && offset < End;
}
