namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a partition: this consumer is gone; what it holds goes back.</summary>
/// <param name="Subscription">Who.</param>
/// <param name="IsClean">True: handed back in order, so that no attempt is counted.</param>
internal sealed record Leave(Subscription Subscription, bool IsClean);
