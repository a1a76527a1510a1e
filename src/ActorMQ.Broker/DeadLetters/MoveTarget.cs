using ActorMQ.Broker.Routing;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Records;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where moves of a group go, and what they look like there.</summary>
/// <param name="Route">The topic.</param>
internal abstract record MoveTarget(TopicRoute Route)
{
    /// <summary>Whether that move goes here.</summary>
    public abstract bool Takes(in Move move);

    /// <summary>Who sends them: the target tells a repetition by it.</summary>
    public abstract ProducerIdentity SenderOf(PartitionId origin, int groupId);

    /// <summary>The partition of the target for a record with these headers.</summary>
    public abstract int PartitionOf(PartitionId origin, IReadOnlyList<MessageHeader> own);

    /// <summary>The headers of the record as it is stored there.</summary>
    public abstract List<MessageHeader> HeadersOf(
        in Move move, PartitionId origin, long createdUnixMs, IReadOnlyList<MessageHeader> own);
}
