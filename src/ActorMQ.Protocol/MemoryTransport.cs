using System.Globalization;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;

namespace ActorMQ.Protocol;

/// <summary>Connections inside one process.</summary>
/// <remarks>
/// The same bytes through the same encoder and decoder as over TCP. Each chunk of bytes is a step that the runtime
/// schedules, and <see cref="ActorRuntime.BatchLimit"/> chooses its length: a seeded runtime cuts anywhere and decides
/// who comes first; bytes of one direction stay in order.
/// </remarks>
public sealed class MemoryTransport : ITransport, IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Func<IFrameHandler>> listening = new(StringComparer.Ordinal);
    private readonly WireShared shared;
    private int nextPort = 40_000;
    private int nextPeer;

    /// <summary>A transport whose steps run on <paramref name="runtime"/>.</summary>
    public MemoryTransport(ActorRuntime runtime, TransportOptions? options = null) =>
        shared = new WireShared(runtime, options ?? new TransportOptions());

    /// <summary>Ends of connections that are open: two for each connection.</summary>
    public int Connections => shared.Count;

    /// <summary>Bytes that wait in all connections.</summary>
    public long QueuedBytes => shared.Budget.Bytes;

    /// <inheritdoc/>
    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound)
    {
        lock (gate)
        {
            bound = endpoint.EndsWith(":0", StringComparison.Ordinal) ? $"{endpoint[..^2]}:{nextPort++}" : endpoint;
            if (!listening.TryAdd(bound, accept))
                throw new IOException($"Cannot listen on {bound}: taken. Choose another address or port.");
        }
        return new MemoryListening(this, bound);
    }

    /// <inheritdoc/>
    public void Connect(string endpoint, IFrameHandler handler) =>
        shared.Runtime.Schedule(new Turn(() => Open(endpoint, handler)));

    /// <summary>Ends every connection, as a node does that stops.</summary>
    public void Dispose() => shared.CloseAll(CloseReason.Shutdown);

    internal void EndListening(string endpoint)
    {
        lock (gate)
            listening.Remove(endpoint);
    }

    private void Open(string endpoint, IFrameHandler handler)
    {
        Func<IFrameHandler>? accept;
        string name;
        lock (gate)
        {
            listening.TryGetValue(endpoint, out accept);
            name = (++nextPeer).ToString(CultureInfo.InvariantCulture);
        }
        if (accept is null)
        {
            handler.OnClosed(CloseReason.Refused);
            return;
        }
        var near = new MemoryConnection(shared, endpoint, handler, null);
        var far = new MemoryConnection(shared, $"memory:{name}", null, accept);
        if (!shared.TryAdd(near))
        {
            handler.OnClosed(CloseReason.TooManyConnections);
            return;
        }
        bool isTaken = shared.TryAdd(far);
        near.Join(far);
        near.StartConnected();
        if (!isTaken)
            far.Close(CloseReason.PeerClosed);
    }
}
