using ActorMQ.Core;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Partitions;

/// <summary>A stored batch that cannot be read: its records are nobody's until it can.</summary>
internal readonly record struct DamagedBatch(long BaseOffset, int Count)
{
    public long End => BaseOffset + Count;

    public bool Holds(long offset) => offset >= BaseOffset && offset < End;

    /// <summary>What to throw where such a batch is wanted and nothing can be done without it.</summary>
    public static JournalCorruptException Failure(PartitionId partition, long baseOffset) =>
        new(partition, $"The stored batch at offset {baseOffset} of partition {partition} fails its check.");
}
