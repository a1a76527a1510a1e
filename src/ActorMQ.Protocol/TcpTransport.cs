using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;

namespace ActorMQ.Protocol;

/// <summary>Connections over TCP.</summary>
/// <remarks>
/// Frames are cut in place out of one buffer per connection and shown on the thread that received them; what waits to
/// be sent is written together. Disposing closes all connections and listeners.
/// </remarks>
public sealed class TcpTransport : ITransport, IDisposable
{
    private readonly Lock gate = new();
    private readonly List<TcpListening> listeners = [];
    private readonly WireShared shared;
    private readonly CancellationTokenSource ending = new();

    /// <summary>A transport with the defaults of a node, or others.</summary>
    public TcpTransport(ActorRuntime runtime, TransportOptions? options = null) =>
        shared = new WireShared(runtime, options ?? new TransportOptions());

    /// <summary>Connections that are open.</summary>
    public int Connections => shared.Count;

    /// <summary>Bytes that wait in all connections.</summary>
    public long QueuedBytes => shared.Budget.Bytes;

    /// <inheritdoc/>
    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound)
    {
        var listener = new TcpListening(shared, accept);
        try
        {
            bound = listener.Start(ToEndPoint(endpoint));
            lock (gate)
                listeners.Add(listener);
            return listener;
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            throw new IOException(
                $"Cannot listen on {endpoint}: {fault.Message}. Choose another address or port.", fault);
        }
    }

    /// <inheritdoc/>
    public void Connect(string endpoint, IFrameHandler handler) =>
        shared.Runtime.Schedule(new Turn(() => _ = ConnectAsync(endpoint, handler)));

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Cancel();
        lock (gate)
            listeners.ForEach(static listener => listener.Dispose());
        shared.CloseAll(CloseReason.Shutdown);
    }

    private static EndPoint ToEndPoint(string endpoint)
    {
        if (IPEndPoint.TryParse(endpoint, out IPEndPoint? address))
            return address;
        int colon = endpoint.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(endpoint.AsSpan(colon + 1), CultureInfo.InvariantCulture, out ushort port))
            throw new ArgumentException($"'{endpoint}' is not an endpoint; write host:port.", nameof(endpoint));
        return endpoint[..colon] == "localhost"
            ? new IPEndPoint(IPAddress.Loopback, port)
            : new DnsEndPoint(endpoint[..colon], port);
    }

    private static Socket NewSocket(EndPoint target) => target is IPEndPoint address
        ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);

    private async Task ConnectAsync(string endpoint, IFrameHandler handler)
    {
        EndPoint target = ToEndPoint(endpoint);
        Socket socket = NewSocket(target);
        using var deadline = new CancellationTokenSource(shared.Options.Handshake, shared.Runtime.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ending.Token);
        try
        {
            await socket.ConnectAsync(target, either.Token);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            handler.OnClosed(CloseReason.Refused);
            return;
        }
        Open(socket, handler);
    }

    private void Open(Socket socket, IFrameHandler handler)
    {
        var connection = new TcpConnection(shared, socket, handler, null);
        if (shared.TryAdd(connection))
        {
            connection.StartConnected();
            return;
        }
        socket.Dispose();
        handler.OnClosed(CloseReason.TooManyConnections);
    }
}
