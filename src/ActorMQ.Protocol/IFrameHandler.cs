namespace ActorMQ.Protocol;

/// <summary>The user of one connection. Its calls come one at a time, on any thread.</summary>
/// <remarks>
/// Order: <see cref="OnOpened"/> once, then frames, then <see cref="OnClosed"/> once. A connection that could not be
/// opened gets <see cref="OnClosed"/> alone. Nothing here may block: it is the receive turn of the connection.
/// </remarks>
public interface IFrameHandler
{
    /// <summary>The connection is up; the magic has been exchanged, the handshake has not begun.</summary>
    void OnOpened(FrameConnection connection);

    /// <summary>One frame arrived; its bytes are valid during the call only.</summary>
    FrameFlow OnFrame(in InboundFrame frame);

    /// <summary>All frames of one read have been shown: a place to pass them on together.</summary>
    void OnFramesEnd()
    {
    }

    /// <summary>After a refused <see cref="FrameConnection.TrySend"/>: less than half of the queue is left.</summary>
    void OnWritable();

    /// <summary>The last call: the connection is gone and sends nothing more.</summary>
    void OnClosed(CloseReason reason);
}
