using System.Net;
using System.Net.Sockets;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Protocol.Framing;

/// <summary>A listening socket and the loop that takes its connections.</summary>
internal sealed class TcpListening(WireShared shared, Func<IFrameHandler> accept) : IDisposable
{
    private const int Backlog = 512;

    // Above it one that is over the cap is closed without a word.
    private const int TurnedAwayMax = 64;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly byte[] refusal =
    [
        .. FrameEncoder.Magic,
        .. ProtocolCodec.Encode(new OutboundFrame(FrameType.Error, 0, new Error
        {
            Code = ErrorCode.TooManyConnections,
            Message = $"The node has {shared.Options.ConnectionsMax} connections, as many as it allows.",
            NextStep = "Close connections that are not needed, and connect again.",
        })),
    ];

    private Socket? socket;
    private int turnedAway;

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
                await Task.Delay(AcceptPause, shared.Runtime.Time);
            }
        }
    }

    private void Take(Socket peer)
    {
        var connection = new TcpConnection(shared, peer, null, accept);
        if (shared.TryAdd(connection))
            connection.StartAccepted();
        else
            _ = TurnAwayAsync(peer);
    }

    // What the peer has sent is read to its end: closed before that, it would be reset and might miss the refusal.
    private async Task TurnAwayAsync(Socket peer)
    {
        using Socket closed = peer;
        using var late = new CancellationTokenSource(shared.Options.Farewell, shared.Runtime.Time);
        try
        {
            if (Interlocked.Increment(ref turnedAway) > TurnedAwayMax)
                return;
            await peer.SendAsync(refusal, late.Token);
            peer.Shutdown(SocketShutdown.Send);
            byte[] unread = new byte[ProtocolLimits.FrameHeaderBytes];
            while (await peer.ReceiveAsync(unread, late.Token) != 0)
            {
            }
        }
        catch (SocketException)
        {
            // It is gone by itself.
        }
        catch (OperationCanceledException)
        {
            // It had its time.
        }
        finally
        {
            Interlocked.Decrement(ref turnedAway);
        }
    }
}
