using ActorMQ.Actors;
using ActorMQ.Broker.Partitions;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>To a partition of a dead-letter topic: how far is this group?</summary>
internal sealed record DeadLetterStateQuery(int GroupId) : IJournalLookup
{
    public void Look(NodeContext node, Partition machine, IActorRef asker, IActorContext context) =>
        asker.TryTellReserved(machine.TryGetGroup(GroupId, out Group? group)
            ? new DeadLetterState(group.Lag - group.MoveCount, machine.DurableOffset, group.FirstMove)
            : new DeadLetterState(0, 0, long.MaxValue));
}
