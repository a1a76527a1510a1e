using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: how old is the oldest record that this group has not settled?</summary>
internal sealed record OldestQuery(int GroupId) : IJournalLookup
{
    /// <summary>
    /// Looks in the journal for the batch at the group's floor, which is the oldest one; one look-up without its bytes.
    /// </summary>
    public void Look(NodeContext node, Partition machine, IActorRef asked, IActorContext context)
    {
        if (!machine.TryGetGroup(GroupId, out Group? group) || group.Lag == 0)
        {
            asked.TryTellReserved(new OldestAnswer(null));
            return;
        }

        long floor = group.Floor;
        context.RunOnLane<object>(
            JournalLane.Name,
            () => new LookupFound(asked, new OldestAnswer(node.Journal.FindBatch(machine.Id, floor)?.StoredUnixMs)),
            static found => found,
            static reason => new ReadFailed(reason));
    }
}
