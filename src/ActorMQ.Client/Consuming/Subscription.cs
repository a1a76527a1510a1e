using ActorMQ.Client.Links;

namespace ActorMQ.Client.Consuming;

/// <summary>How a consumer stands with its node: the requests that are out, and the id it was given.</summary>
internal sealed class Subscription
{
    private uint lastRequest = 1;

    /// <summary>The node's name for it on the present connection; null: not subscribed.</summary>
    public long? Id { get; set; }

    public uint SubscribeRequest { get; set; }

    /// <summary>Until when the answer to the subscribe request must be there; null: none is out.</summary>
    public long? SubscribeDueMs { get; set; }

    public uint UnsubscribeRequest { get; set; }

    /// <summary>Whether the node has had this consumer before, so that there may be something to claim.</summary>
    public bool IsResuming { get; set; }

    /// <summary>Whether the group has no dead letters.</summary>
    public bool AreDeadLettersOff { get; set; }

    /// <summary>Whether the consumer is being disposed: it takes no deliveries any more.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Whether the node is to hand out nothing more.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether reading waits for the application.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The node's wish to stop; null: it has none.</summary>
    public DrainOrder? Drain { get; set; }

    /// <summary>Completes when the node has confirmed the end, or cannot any more.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public uint NextRequest() => ++lastRequest;
}
