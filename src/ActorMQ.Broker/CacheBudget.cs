namespace ActorMQ.Broker;

/// <summary>Counts the memory that the caches of all partitions of the node hold together, in bytes.</summary>
internal sealed class CacheBudget
{
    private long bytes;

    public long Bytes => Volatile.Read(ref bytes);

    public void Add(int count) => Interlocked.Add(ref bytes, count);

    public void Subtract(int count) => Interlocked.Add(ref bytes, -count);
}
