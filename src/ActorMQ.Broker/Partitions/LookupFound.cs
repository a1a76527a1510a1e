using ActorMQ.Actors;

namespace ActorMQ.Broker.Partitions;

/// <summary>From the lane: an answer to pass on to the one who asked.</summary>
internal sealed record LookupFound(IActorRef Asker, object Answer);
