namespace ActorMQ.Protocol;

/// <summary>One open connection that carries frames both ways. All members may be called from any thread.</summary>
public abstract class FrameConnection
{
    /// <summary>Who is at the other end, for logs.</summary>
    public abstract string Peer { get; }

    /// <summary>Bytes that wait to be written.</summary>
    public abstract long QueuedBytes { get; }

    /// <summary>Why it closed; <see cref="CloseReason.None"/> while it is open.</summary>
    public abstract CloseReason Closed { get; }

    /// <summary>Queues a frame, in order, and sees to it that it is written soon.</summary>
    /// <returns>
    /// False: not taken, since the connection is closed, or since the queue would pass
    /// <see cref="ProtocolLimits.QueuedBytesMax"/>; then <see cref="IFrameHandler.OnWritable"/> follows.
    /// </returns>
    public abstract bool TrySend(in OutboundFrame frame);

    /// <summary>
    /// The handshake is over: from here on frames of up to <paramref name="frameBytesMax"/> bytes come in, heartbeats
    /// go out, and silence counts as death. Until then a frame is at most
    /// <see cref="ProtocolLimits.GreetingFrameBytesMax"/>, and the time is short.
    /// </summary>
    public abstract void Establish(int frameBytesMax);

    /// <summary>Goes on reading after <see cref="FrameFlow.Pause"/>; no effect otherwise.</summary>
    public abstract void Resume();

    /// <summary>
    /// Ends the connection: nothing more is read; what is queued is written if the peer takes it soon.
    /// </summary>
    public abstract void Close(CloseReason reason);
}
