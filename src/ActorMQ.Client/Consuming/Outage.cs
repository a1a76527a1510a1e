namespace ActorMQ.Client.Consuming;

/// <summary>Since when a consumer is without a node, and what its application is to hear of that.</summary>
internal sealed class Outage(string topic, TimeSpan max, long startedMs)
{
    private readonly long maxMs = (long)max.TotalMilliseconds;

    // Since when it is not subscribed, or was last told of; null: it is.
    private long? awaySinceMs = startedMs;
    private ActorMQException? lastLoss;

    // What the next wait of the application's loop is to throw, once; null: nothing.
    private ActorMQException? trouble;

    /// <summary>Why it can never be subscribed; null: it can.</summary>
    public ActorMQException? Failure { get; private set; }

    /// <summary>When to look at it; null: the consumer is subscribed, or never will be.</summary>
    public long? DueMs => Failure is null ? awaySinceMs + maxMs : null;

    public void OnDown(ActorMQException why, long nowMs)
    {
        lastLoss = why;
        awaySinceMs ??= nowMs;
    }

    public void OnSubscribed() => awaySinceMs = null;

    public void Fail(ActorMQException why) => Failure = why;

    /// <summary>Whether it has lasted for so long that the application is to hear of it.</summary>
    public bool LooksLong(long nowMs)
    {
        if (DueMs is not { } due || nowMs < due)
            return false;
        trouble = ErrorCatalogue.Unreachable.With(
            $"No node has fed the consumer of topic {topic} for {max}: {lastLoss?.Summary}");
        awaySinceMs = nowMs;
        return true;
    }

    /// <summary>Throws what the application has to hear.</summary>
    public void ThrowIfAny()
    {
        if (Failure is { } failure)
            throw new ActorMQException(failure.Code, failure.Summary, failure.NextStep);
        if (trouble is not { } told)
            return;
        trouble = null;
        throw told;
    }
}
