namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: the consumer has ended.</summary>
/// <param name="IsClean">True: it hands back in order what it holds, so that no attempt is counted.</param>
internal sealed record Unsubscribed(bool IsClean);
