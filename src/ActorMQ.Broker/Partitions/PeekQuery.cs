using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Inspection;
using ActorMQ.Core;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: show messages from this place on, without a group.</summary>
/// <param name="Start">Where to begin.</param>
/// <param name="CountMax">So many at most.</param>
/// <param name="BytesMax">Bytes of all but the first.</param>
internal sealed record PeekQuery(StartPoint Start, int CountMax, int BytesMax) : IJournalLookup
{
    public void Look(NodeContext node, Partition machine, IActorRef asker, IActorContext context)
    {
        long end = machine.DurableOffset;
        PartitionId id = machine.Id;
        if (Start.Known(end) is { } known && known >= end)
        {
            asker.TryTellReserved(new PeekAnswer([], known, end));
            return;
        }

        context.LookInJournal(() => new LookupFound(asker, Read(node, id, end)));
    }

    private PeekAnswer Read(NodeContext node, PartitionId id, long end)
    {
        var copies = new MessageCopies(id, CountMax, BytesMax);
        long from = Start.Find(node.Journal, id, end);
        long next = copies.Read(node, from) ?? Math.Max(from, end);
        return new PeekAnswer(copies.Messages, next, end, copies.Damaged);
    }
}
