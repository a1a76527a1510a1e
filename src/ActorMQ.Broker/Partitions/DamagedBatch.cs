namespace ActorMQ.Broker.Partitions;

/// <summary>A stored batch that cannot be read: its records are nobody's until it can.</summary>
internal readonly record struct DamagedBatch(long BaseOffset, int Count)
{
    public long End => BaseOffset + Count;

    public bool Holds(long offset) => offset >= BaseOffset && offset < End;
}
