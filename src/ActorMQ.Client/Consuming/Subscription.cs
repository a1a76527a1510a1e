namespace ActorMQ.Client.Consuming;

/// <summary>
/// How a consumer stands with its node: the requests that are out, the id it was given, since when it is away.
/// </summary>
internal sealed class Subscription(long startedMs)
{
    private uint lastRequest = 1;

    /// <summary>The node's name for it on the present connection; null: not subscribed.</summary>
    public long? Id { get; set; }

    public uint SubscribeRequest { get; set; }

    public uint UnsubscribeRequest { get; set; }

    /// <summary>Whether the consumer is being disposed: it takes no deliveries any more.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Whether reading waits for the application.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Since when it is not subscribed, monotonic; null: it is.</summary>
    public long? AwaySinceMs { get; set; } = startedMs;

    /// <summary>Why it can never be subscribed; null: it can.</summary>
    public ActorMQException? Failure { get; set; }

    /// <summary>What the next wait of the application's loop is to throw, once; null: nothing.</summary>
    public ActorMQException? Trouble { get; set; }

    /// <summary>Why the connection was lost last.</summary>
    public ActorMQException? LastLoss { get; set; }

    /// <summary>Completes when the node has confirmed the end, or cannot any more.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public uint NextRequest() => ++lastRequest;
}
