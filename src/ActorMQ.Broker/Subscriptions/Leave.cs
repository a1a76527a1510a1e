namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a partition: this consumer is gone.</summary>
/// <param name="Subscription">Who.</param>
/// <param name="End">How it ended, which says what becomes of what it holds.</param>
internal sealed record Leave(Subscription Subscription, SubscriptionEnd End);
