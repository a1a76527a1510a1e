using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Inspection;

/// <summary>
/// Copies messages out of batches, whose memory goes back to its pool, up to a number and a size; the first comes
/// whatever its size.
/// </summary>
internal sealed class MessageCopies(PartitionId partition, int countMax, int bytesMax)
{
    /// <summary>Bytes of one look into the journal: what may delay a commit.</summary>
    private const int ReadBytes = 1 << 20;

    private long bytes;

    /// <summary>What was copied, in order.</summary>
    public List<PeekedMessage> Messages { get; } = [];

    /// <summary>Whether no further message may be copied.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What a look has met instead of messages, and cannot be read.</summary>
    public DamagedBatch? Damaged { get; private set; }

    /// <summary>
    /// On the lane: copies what the journal holds from an offset on, as far as one look goes. Answers the offset behind
    /// what was copied, or is damaged; null when nothing is stored there.
    /// </summary>
    public long? Read(NodeContext node, long from)
    {
        using var stored = new StoredBatches(node, partition);
        stored.Read(from, ReadBytes);
        Damaged = stored.Damaged;
        foreach (CachedBatch batch in stored.Sound.TakeWhile(_ => !IsFull))
            Add(batch.Slab.Memory, batch.BaseOffset, from);
        return Messages is [.., var last] ? last.Offset + 1 : Damaged?.End;
    }

    /// <summary>Copies the messages of a batch from an offset on.</summary>
    /// <exception cref="JournalCorruptException">The batch is damaged.</exception>
    public void Add(ReadOnlyMemory<byte> batch, long baseOffset, long from)
    {
        BatchFault fault = BatchReader.TryOpen(batch, out BatchReader reader);
        if (fault != BatchFault.None)
            throw DamagedBatch.Failure(partition, baseOffset);
        for (int index = (int)Math.Max(0, from - baseOffset); index < reader.Count && !IsFull; index++)
            Add(reader, index, baseOffset + index);
    }

    private void Add(in BatchReader reader, int index, long offset)
    {
        IReadOnlyList<MessageHeader> headers = reader.Headers(index);
        long size = reader.Body(index).Length + reader.Key(index).Length + reader.Tag(index).Length
            + headers.Sum(static header => (long)header.Name.Length + header.Value.Length);
        IsFull = Messages.Count == countMax || (Messages.Count > 0 && bytes + size > bytesMax);
        if (IsFull)
            return;
        bytes += size;
        Messages.Add(new PeekedMessage(
            partition.Index, offset, reader.Header.CreatedUnixMs, reader.Key(index).ToArray(),
            reader.Tag(index).ToArray(), Copy(headers), reader.Body(index).ToArray()));
    }

    private static List<MessageHeader> Copy(IReadOnlyList<MessageHeader> headers) =>
        [.. headers.Select(static header => header with { Value = header.Value.ToArray() })];
}
