using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Subscriptions;

/// <summary>What was agreed when a consumer subscribed.</summary>
/// <param name="AckWaitMs">How long it may hold a delivery, in milliseconds.</param>
/// <param name="Concurrency">How many deliveries it works on at a time.</param>
/// <param name="Policy">The group's policy at that time: what a partition begins with that has no such group.</param>
internal sealed record SubscriptionTerms(int AckWaitMs, int Concurrency, GroupPolicy Policy);
