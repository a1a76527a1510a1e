namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: so many of its messages are out no more.</summary>
internal sealed record CreditReturned(int Messages);
