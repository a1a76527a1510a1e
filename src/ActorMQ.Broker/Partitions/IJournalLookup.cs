using ActorMQ.Actors;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: a question of an administrator that a bounded look into the journal answers.</summary>
internal interface IJournalLookup
{
    /// <summary>Looks, and has <paramref name="asker"/> answered.</summary>
    void Look(NodeContext node, Partition machine, IActorRef asker, IActorContext context);
}
