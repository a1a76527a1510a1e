namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a partition: this consumer takes part from here on.</summary>
internal sealed record Join(Subscription Subscription);
