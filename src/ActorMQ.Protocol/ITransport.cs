namespace ActorMQ.Protocol;

/// <summary>Makes connections that carry frames.</summary>
public interface ITransport
{
    /// <summary>
    /// Takes connections at <paramref name="endpoint"/> (<c>host:port</c>; port 0 chooses a free one).
    /// </summary>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="accept">Makes the handler of each connection, once its first bytes are ActorMQ's.</param>
    /// <param name="bound">Where it really listens.</param>
    /// <returns>Ends the listening when disposed; open connections stay.</returns>
    /// <exception cref="IOException">The endpoint is taken or cannot be bound.</exception>
    IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound);

    /// <summary>Connects to <paramref name="endpoint"/>; the outcome is told to <paramref name="handler"/>.</summary>
    void Connect(string endpoint, IFrameHandler handler);
}
