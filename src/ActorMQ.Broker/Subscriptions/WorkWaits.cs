namespace ActorMQ.Broker.Subscriptions;

/// <summary>To a subscriber: a partition has something for its consumer.</summary>
internal sealed record WorkWaits
{
    public static readonly WorkWaits Instance = new();
}
