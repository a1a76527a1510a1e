using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Core;
using ActorMQ.Core.Partitions;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: show at most so many messages from this offset on, without a group.</summary>
internal sealed record PeekQuery(long Offset, int Count) : IJournalLookup
{
    /// <summary>Bytes of one look: what may delay a commit.</summary>
    private const int ReadBytes = 1 << 20;

    public void Look(NodeContext node, Partition machine, IActorRef asked, IActorContext context)
    {
        PartitionId id = machine.Id;
        context.RunOnLane<object>(
            JournalLane.Name,
            () => new LookupFound(asked, new PeekAnswer(Read(node, id))),
            static found => found,
            static reason => new ReadFailed(reason));
    }

    private List<PeekedMessage> Read(NodeContext node, PartitionId id)
    {
        var stored = new List<StoredBatch>();
        var found = new List<PeekedMessage>();
        try
        {
            node.Journal.ReadBatches(id, Offset, ReadBytes, node.Slabs, stored);
            foreach (StoredBatch batch in stored)
                Add(id, batch, found);
        }
        finally
        {
            foreach (StoredBatch batch in stored)
                batch.Bytes.Release();
        }
        return found;
    }

    private void Add(PartitionId id, StoredBatch batch, List<PeekedMessage> found)
    {
        BatchFault fault = BatchReader.TryOpen(batch.Bytes.Memory, out BatchReader reader);
        if (fault != BatchFault.None)
            throw new PartitionFailedException(id, $"The batch at offset {batch.BaseOffset}: {fault}.", null);
        int first = (int)Math.Max(0, Offset - batch.BaseOffset);
        for (int index = first; index < batch.Count && found.Count < Count; index++)
            found.Add(new PeekedMessage(
                batch.BaseOffset + index, reader.Header.CreatedUnixMs, reader.Key(index).ToArray(),
                reader.Tag(index).ToArray(), Copy(reader.Headers(index)), reader.Body(index).ToArray()));
    }

    // The slab goes back to its pool.
    private static List<MessageHeader> Copy(IReadOnlyList<MessageHeader> headers) =>
        [.. headers.Select(static header => header with { Value = header.Value.ToArray() })];
}
