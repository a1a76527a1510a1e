using ActorMQ.Actors;

namespace ActorMQ.Broker.Partitions;

/// <summary>From the lane: an answer to pass on.</summary>
internal sealed record OldestFound(IActorRef Asked, OldestAnswer Answer);
