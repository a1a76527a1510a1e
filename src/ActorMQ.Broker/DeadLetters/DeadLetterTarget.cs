using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where the dead letters of a group go, and by which names they tell where they are from.</summary>
/// <param name="DeadLetter">What the group's policy said of it when they began to move.</param>
/// <param name="Route">The dead-letter topic.</param>
/// <param name="OriginTopic">The name of the topic that they are from.</param>
/// <param name="Group">The name of the group that gave up.</param>
internal sealed record DeadLetterTarget(string DeadLetter, TopicRoute Route, string OriginTopic, string Group)
    : MoveTarget(Route)
{
    public override bool Takes(in Move move) => move.Cause != MoveCause.Redriven;

    public override ProducerIdentity SenderOf(PartitionId origin, int groupId) =>
        InternalProducers.OfOutbox(origin, groupId);

    public override int PartitionOf(PartitionId origin, IReadOnlyList<MessageHeader> own) =>
        origin.Index % Route.Partitions;

    public override List<MessageHeader> HeadersOf(
        in Move move, PartitionId origin, long createdUnixMs, IReadOnlyList<MessageHeader> own) =>
        DeadLetterHeaders.Of(move, origin, this, createdUnixMs, own);
}
