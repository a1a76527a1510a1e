namespace ActorMQ.Broker.Subscriptions;

/// <summary>How a subscription ended.</summary>
internal enum SubscriptionEnd : byte
{
    /// <summary>Its connection was lost: what it holds is kept for a while.</summary>
    Lost,

    /// <summary>It handed back in order what it held: no attempt is counted.</summary>
    Drained,

    /// <summary>It said that it ends, and not that it has drained: what it had at work counts.</summary>
    Left,
}
