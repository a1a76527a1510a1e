namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: the consumer has ended.</summary>
/// <param name="End">How.</param>
internal sealed record Unsubscribed(SubscriptionEnd End);
