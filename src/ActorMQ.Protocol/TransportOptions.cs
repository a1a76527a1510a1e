namespace ActorMQ.Protocol;

/// <summary>Caps and times of a transport. The defaults are those of a node.</summary>
public sealed record TransportOptions
{
    /// <summary>
    /// Connections, accepted and made, that may be open at a time. 16,384. One more is told so and closed.
    /// </summary>
    public int ConnectionsMax { get; init; } = 16_384;

    /// <summary>
    /// Bytes that may wait in all connections together. 256 MiB. Above it a connection with more than
    /// <see cref="QueuedBytesAssured"/> of its own takes no further frame.
    /// </summary>
    public long QueuedBytesMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes that may wait in one connection whatever the others do. 64 KiB.</summary>
    public int QueuedBytesAssured { get; init; } = 64 * 1024;

    /// <summary>A connection that has written nothing for this long sends a heartbeat. 10 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A peer from which no byte came for this long is dead; one that took no byte of a waiting queue is too slow.
    /// 30 s.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time from the connection to <see cref="FrameConnection.Establish"/>. 5 s.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for the peer to take what is still queued when this side closes. 1 s.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The outer edge for a handler that throws, which is a broken invariant: true ends that connection alone
    /// (<see cref="CloseReason.HandlerFailed"/>), false lets the exception go on and end the process. False.
    /// </summary>
    public Func<Exception, bool> ContainsFault { get; init; } = static _ => false;

    /// <summary>
    /// Whether a frame that finds the connection idle is written by its sender's thread: one thread hop less for it,
    /// fewer frames in each call to the system. Otherwise the pool writes, and what is sent meanwhile goes along.
    /// False.
    /// </summary>
    public bool WritesInline { get; init; }
}
