using ActorMQ.Actors;
using ActorMQ.Broker.Connections;
using ActorMQ.Broker.Routing;

namespace ActorMQ.Broker.Subscriptions;

/// <summary>
/// One consumer's membership in a group, as its connection, its subscriber and the partitions know it.
/// </summary>
/// <param name="Id">Its number on the connection.</param>
/// <param name="Consumer">Its number on the node; only the same consumer gets it again, when it comes back.</param>
/// <param name="Topic">What it reads.</param>
/// <param name="GroupId">For whom it reads.</param>
/// <param name="Terms">How it holds deliveries, and what its group does with those that fail.</param>
/// <param name="Session">Where its deliveries go.</param>
internal sealed record Subscription(
    long Id, ConsumerNumber Consumer, TopicRoute Topic, int GroupId, SubscriptionTerms Terms, Session Session)
{
    private const int GraceMsMax = 5_000;

    private volatile bool isPaused;

    /// <summary>How long what it holds is kept for it when its connection is lost, in milliseconds.</summary>
    public int GraceMs => Math.Min(Terms.AckWaitMs, GraceMsMax);

    /// <summary>Whether it is given nothing more, whatever credit it has: so it said.</summary>
    public bool IsPaused
    {
        get => isPaused;
        set => isPaused = value;
    }

    /// <summary>
    /// The actor that holds the credit; set when it starts, before any partition knows the subscription.
    /// </summary>
    public IActorRef Subscriber { get; set; } = null!;
}
