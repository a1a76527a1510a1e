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

    /// <summary>
    /// On the lane: copies what the journal holds from an offset on, as far as one look goes. Answers the offset behind
    /// what was copied; null when nothing is stored there.
    /// </summary>
    /// <exception cref="JournalCorruptException">A batch is damaged.</exception>
    public long? Read(NodeContext node, long from)
    {
        var stored = new List<StoredBatch>();
        try
        {
            node.Journal.ReadBatches(partition, from, ReadBytes, node.Slabs, stored);
            foreach (StoredBatch batch in stored.TakeWhile(_ => !IsFull))
                Add(batch.Bytes.Memory, batch.BaseOffset, from);
        }
        finally
        {
            foreach (StoredBatch batch in stored)
                batch.Bytes.Release();
        }

        return Messages is [.., var last] ? last.Offset + 1 : null;
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
