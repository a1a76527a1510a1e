using ActorMQ.Actors;
using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Routing;

namespace ActorMQ.Broker.Subscriptions;

/// <summary>
/// One consumer's membership in a group, as its connection, its subscriber and the partitions know it.
/// </summary>
/// <param name="Id">Its number on the connection.</param>
/// <param name="Consumer">Its number on the node; never used again.</param>
/// <param name="Topic">What it reads.</param>
/// <param name="GroupId">For whom it reads.</param>
/// <param name="AckWaitMs">How long it may hold a delivery.</param>
/// <param name="Session">Where its deliveries go.</param>
internal sealed record Subscription(
    long Id, long Consumer, TopicRoute Topic, int GroupId, int AckWaitMs, Session Session)
{
    /// <summary>
    /// The actor that holds the credit; set when it starts, before any partition knows the subscription.
    /// </summary>
    public IActorRef Subscriber { get; set; } = null!;
}
