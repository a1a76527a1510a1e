namespace ActorMQ.Broker;

/// <summary>Counts the memory that the caches of all partitions of the node hold together, in bytes.</summary>
internal sealed class CacheBudget
{
    private long bytes;
    private long readBackBytes;

    /// <summary>All of it.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>The part of it that was read back from the journal.</summary>
    public long ReadBackBytes => Volatile.Read(ref readBackBytes);

    public void Add(int count) => Interlocked.Add(ref bytes, count);

    public void Subtract(int count) => Interlocked.Add(ref bytes, -count);

    public void AddReadBack(int count)
    {
        Interlocked.Add(ref readBackBytes, count);
        Add(count);
    }

    public void SubtractReadBack(int count)
    {
        Interlocked.Add(ref readBackBytes, -count);
        Subtract(count);
    }
}
