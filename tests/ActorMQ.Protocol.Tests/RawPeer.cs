using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>A bare socket: a peer that sends whatever it likes.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket socket;

    private RawPeer(Socket socket) => this.socket = socket;

    public static byte[] Magic => "ACTORMQ1"u8.ToArray();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<RawPeer> ConnectAsync(string endpoint)
    {
        IPEndPoint address = IPEndPoint.Parse(endpoint);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, Ending);
        return new RawPeer(socket);
    }

    public static async Task<RawPeer> ConnectWithMagicAsync(string endpoint)
    {
        RawPeer peer = await ConnectAsync(endpoint);
        await peer.SendAsync(Magic);
        return peer;
    }

    /// <summary>Sends all bytes, or as many as the other side takes before it closes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, Ending)..];
        }
        catch (SocketException fault)
            when (fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Closed in the face of a sender: what the tests of bad bytes are about.
        }
    }

    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Everything that comes until the other side closes.</summary>
    public async Task<byte[]> ReceiveUntilClosedAsync()
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await socket.ReceiveAsync(buffer, Ending)) > 0)
                all.Write(buffer.AsSpan(0, count));
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionReset)
        {
            // A reset is an end like any other.
        }
        return all.ToArray();
    }

    public void Dispose() => socket.Dispose();
}
