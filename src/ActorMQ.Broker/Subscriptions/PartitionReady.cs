namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: this partition has something to hand out. Each partition has one such object.</summary>
internal sealed record PartitionReady(int Index);
