namespace ActorMQ.Client;

/// <summary>What a <see cref="ClientEvent"/> tells.</summary>
public enum ClientEventKind
{
    /// <summary>A connection to a node is up, for the first time or again.</summary>
    Connected,

    /// <summary>A connection that was up is gone. The client reconnects by itself.</summary>
    Lost,

    /// <summary>Messages wait at the node since a consumer of this client has used up its window.</summary>
    SlowConsumer,

    /// <summary>
    /// Deliveries that the application holds are not its any more: their ack wait has passed, or the node says so.
    /// They are delivered again.
    /// </summary>
    LockLost,
}
