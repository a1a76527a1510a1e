using ActorMQ.Actors;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: a consumer acks, returns or extends ranges of what it was given.</summary>
internal sealed class Settlement(Subscription subscription, uint correlation, Settle head) : ISized
{
    public Subscription Subscription { get; } = subscription;

    public uint Correlation { get; } = correlation;

    public Settle Head { get; } = head;

    public int ApproximateBytes => 64 + (48 * Head.Range.Count);
}
