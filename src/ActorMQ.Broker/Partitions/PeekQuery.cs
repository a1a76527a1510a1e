using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core;
using ActorMQ.Core.Partitions;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: show messages from this place on, without a group.</summary>
/// <param name="Start">Where to begin.</param>
/// <param name="CountMax">So many at most.</param>
/// <param name="BytesMax">Bytes of all but the first.</param>
internal sealed record PeekQuery(StartPoint Start, int CountMax, int BytesMax) : IJournalLookup
{
    /// <summary>Bytes of one look: what may delay a commit.</summary>
    private const int ReadBytes = 1 << 20;

    public void Look(NodeContext node, Partition machine, IActorRef asked, IActorContext context)
    {
        long end = machine.DurableOffset;
        PartitionId id = machine.Id;
        if (Start.Known(end) is { } known && known >= end)
        {
            asked.TryTellReserved(new PeekAnswer([], known, end));
            return;
        }

        context.RunOnLane<object>(
            JournalLane.Name,
            () => new LookupFound(asked, Read(node, id, end)),
            static found => found,
            static reason => new ReadFailed(reason));
    }

    private PeekAnswer Read(NodeContext node, PartitionId id, long end)
    {
        var stored = new List<StoredBatch>();
        var copies = new MessageCopies(id, CountMax, BytesMax);
        long from = Start.Find(node.Journal, id, end);
        try
        {
            node.Journal.ReadBatches(id, from, ReadBytes, node.Slabs, stored);
            foreach (StoredBatch batch in stored)
            {
                copies.Add(batch.Bytes.Memory, batch.BaseOffset, from);
                if (copies.IsFull)
                    break;
            }
        }
        finally
        {
            foreach (StoredBatch batch in stored)
                batch.Bytes.Release();
        }

        long next = copies.Messages is [.., var last] ? last.Offset + 1 : Math.Max(from, end);
        return new PeekAnswer(copies.Messages, next, end);
    }
}
