using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using Google.Protobuf;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>A connection that sends whatever bytes it is told, and reads frames.</summary>
internal sealed class RawWire : IAsyncDisposable
{
    /// <summary>What a connection begins with.</summary>
    public static readonly byte[] Magic = "ACTORMQ1"u8.ToArray();

    // Longer than the node's own limit for a handshake.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<byte> received = [];
    private bool hasMagic;

    public static async Task<RawWire> ConnectAsync(int port)
    {
        var wire = new RawWire();
        await wire.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken);
        return wire;
    }

    /// <summary>A connection whose handshake is over.</summary>
    public static async Task<RawWire> GreetedAsync(int port)
    {
        RawWire wire = await ConnectAsync(port);
        await wire.SendAsync([.. Magic, .. HelloFrame()]);
        RawFrame? welcome = await wire.NextAsync();
        Assert.Equal(FrameType.Welcome, welcome?.Type);
        return wire;
    }

    public static byte[] HelloFrame() => Frame(FrameType.Hello, new Hello
    {
        ProtocolMin = 1,
        ProtocolMax = 1,
        ClientId = ByteString.CopyFrom(new byte[16]),
        ClientName = "hostile",
        FrameBytesMax = ProtocolLimits.FrameBytesMax,
    });

    public static byte[] Frame(FrameType type, IMessage? head, ReadOnlyMemory<byte> body = default) =>
        ProtocolCodec.Encode(new OutboundFrame(type, 7, head, body));

    /// <summary>Sends bytes; a node that has closed already is no failure.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            for (int sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            return; // The reader sees the end.
        }
    }

    /// <summary>Nothing more will be sent.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next frame that is not a heartbeat; null when the node has closed the connection.</summary>
    /// <exception cref="TimeoutException">Neither came.</exception>
    public async Task<RawFrame?> NextAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            if (TakeFrame() is { } frame)
                return frame;
            int count = await ReceiveAsync(buffer, late.Token);
            if (count == 0)
                return null;
            received.AddRange(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Reads to the end of the connection; the codes of the refusals that came.</summary>
    public async Task<IReadOnlyList<ErrorCode>> ReadToEndAsync()
    {
        var refusals = new List<ErrorCode>();
        while (await NextAsync() is { } frame)
        {
            if (frame.Refusal != ErrorCode.None)
                refusals.Add(frame.Refusal);
        }
        return refusals;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> ReceiveAsync(byte[] buffer, CancellationToken late)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, late);
        }
        catch (SocketException)
        {
            return 0; // Reset: closed as well.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The node neither answered nor closed within {Patience}.");
        }
    }

    private RawFrame? TakeFrame()
    {
        if (!hasMagic && received.Count >= Magic.Length)
        {
            Assert.Equal(Magic, received[..Magic.Length]);
            received.RemoveRange(0, Magic.Length);
            hasMagic = true;
        }
        while (hasMagic && received.Count >= sizeof(int))
        {
            int bytes = BinaryPrimitives.ReadInt32LittleEndian([.. received[..4]]) + sizeof(int);
            if (received.Count < bytes)
                return null;
            byte[] frame = [.. received[..bytes]];
            received.RemoveRange(0, bytes);
            int headBytes = BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(6));
            if ((FrameType)frame[4] != FrameType.Heartbeat)
                return new RawFrame(
                    (FrameType)frame[4], BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(8)),
                    frame[12..(12 + headBytes)], frame[(12 + headBytes)..]);
        }
        return null;
    }
}
