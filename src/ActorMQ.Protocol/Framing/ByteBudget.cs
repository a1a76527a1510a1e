namespace ActorMQ.Protocol.Framing;

/// <summary>Counts the bytes that wait in all connections of a transport against their common cap.</summary>
internal sealed class ByteBudget(long bytesMax)
{
    private long bytes;

    public long Bytes => Volatile.Read(ref bytes);

    public bool IsSpent => Bytes > bytesMax;

    public void Add(long count) => Interlocked.Add(ref bytes, count);
}
