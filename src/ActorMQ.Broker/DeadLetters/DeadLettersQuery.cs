using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Inspection;
using ActorMQ.Broker.Partitions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// To a partition of a dead-letter topic: show some of the records in [<paramref name="First"/>,
/// <paramref name="End"/>) that this group has left.
/// </summary>
/// <param name="GroupId">The group for redrives.</param>
/// <param name="First">Where to begin.</param>
/// <param name="End">Where to end at the latest.</param>
/// <param name="CountMax">So many at most; fewer come when they are large, or far apart.</param>
internal sealed record DeadLettersQuery(int GroupId, long First, long End, int CountMax) : IJournalLookup
{
    private const int RunsMax = 256;

    private const int BytesMax = 1 << 20;

    public void Look(NodeContext node, Partition machine, IActorRef asker, IActorContext context)
    {
        List<(long First, long End)> runs = machine.TryGetGroup(GroupId, out Group? group) ? RunsOf(group) : [];
        if (runs.Count == 0)
        {
            asker.TryTellReserved(new DeadLettersRead([], End));
            return;
        }

        PartitionId id = machine.Id;
        context.LookInJournal(() => new LookupFound(asker, Read(node, id, runs)));
    }

    private List<(long First, long End)> RunsOf(Group group)
    {
        List<(long First, long End)> runs = [];
        long left = CountMax;
        for (long at = First; left > 0 && runs.Count < RunsMax;)
        {
            if (!group.Redriving.TryFindLeft(at, End, out long first, out long end))
                break;
            at = Math.Min(end, first + left);
            runs.Add((first, at));
            left -= at - first;
        }

        return runs;
    }

    private static DeadLettersRead Read(NodeContext node, PartitionId id, List<(long First, long End)> runs)
    {
        var copies = new MessageCopies(id, int.MaxValue, BytesMax);
        // What is not stored any more is passed over.
        long end = copies.Read(node, runs[0].First) ?? runs[^1].End;
        return new DeadLettersRead(LeftOf(copies.Messages, runs), Math.Min(end, runs[^1].End), copies.Damaged);
    }

    private static List<PeekedMessage> LeftOf(List<PeekedMessage> messages, List<(long First, long End)> runs)
    {
        var left = new List<PeekedMessage>();
        int run = 0;
        foreach (PeekedMessage message in messages)
        {
            while (run < runs.Count && runs[run].End <= message.Offset)
                run++;
            if (run < runs.Count && runs[run].First <= message.Offset)
                left.Add(message);
        }

        return left;
    }
}
