using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where redriven records go: to the partition that they are from, for the group that gave them up.</summary>
/// <param name="Route">The topic that they are from.</param>
/// <param name="Target">Topic and group by number.</param>
internal sealed record RedriveRoute(TopicRoute Route, RedriveTarget Target) : MoveTarget(Route)
{
    public override bool Takes(in Move move) => move.Cause == MoveCause.Redriven && move.Target == Target;

    public override ProducerIdentity SenderOf(PartitionId origin, int groupId) =>
        InternalProducers.OfRedrive(origin, groupId, Target);

    public override int PartitionOf(PartitionId origin, IReadOnlyList<MessageHeader> own) =>
        (int)(DeadLetterHeaders.NumberOf(own, DeadLetterHeaders.OriginPartition) % Route.Partitions);

    public override List<MessageHeader> HeadersOf(
        in Move move, PartitionId origin, long createdUnixMs, IReadOnlyList<MessageHeader> own) =>
        DeadLetterHeaders.OfRedriven(own);
}
