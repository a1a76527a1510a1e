namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a partition: is there anything that this consumer would get, if it could take it?</summary>
internal sealed record WorkQuery(Subscription Subscription);
