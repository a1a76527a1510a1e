using System.Net;
using System.Net.Sockets;

namespace ActorMQ.Protocol.Framing;

/// <summary>A listening socket and the loop that takes its connections.</summary>
internal sealed class TcpListening(WireShared shared, Func<IFrameHandler> accept) : IDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan breath = TimeSpan.FromMilliseconds(100);

    private Socket? socket;

    /// <summary>Begins to listen.</summary>
    /// <returns>Where.</returns>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public string Start(EndPoint at)
    {
        IPEndPoint address = at as IPEndPoint
            ?? new IPEndPoint(Dns.GetHostAddresses(((DnsEndPoint)at).Host)[0], ((DnsEndPoint)at).Port);
        socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(address);
        socket.Listen(Backlog);
        shared.Runtime.Schedule(new Turn(() => _ = AcceptAllAsync(socket)));
        return socket.LocalEndPoint!.ToString()!;
    }

    public void Dispose() => socket?.Dispose();

    private async Task AcceptAllAsync(Socket listening)
    {
        while (true)
        {
            try
            {
                Take(await listening.AcceptAsync());
            }
            catch (ObjectDisposedException)
            {
                // Nobody listens any more.
                return;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.OperationAborted)
            {
                // The same, seen from inside of the call.
                return;
            }
            catch (SocketException)
            {
                // Out of handles, or a peer that was gone again: the listener itself is well.
                await Task.Delay(breath, shared.Runtime.Time);
            }
        }
    }

    private void Take(Socket peer)
    {
        var connection = new TcpConnection(shared, peer, null, accept);
        if (shared.TryAdd(connection))
            connection.StartAccepted();
        else
            peer.Dispose();
    }
}
