using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using ActorMQ.Protocol.Wire;
using ActorMQ.Runtime;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>Bytes that no client of ours sends: the connection ends with a reason, the others do not notice.</summary>
[Collection(Alone.Name)]
public sealed class HostileBytesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PooledRuntime runtime = new();
    private readonly TcpTransport transport;
    private readonly ConcurrentQueue<RecordingHandler> accepted = new();
    private readonly string endpoint;

    public HostileBytesTests()
    {
        transport = new TcpTransport(runtime);
        transport.Listen("127.0.0.1:0", Accept, out endpoint);
    }

    public static TheoryData<string> Foreign =>
    [
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "*1\r\n$4\r\nPING\r\n",
        "AMQP\u0000\u0000\u0009\u0001",
        "ACTORMQ2",
        "\0\0\0\0\0\0\0\0",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Bytes_of_another_protocol_close_the_connection_without_an_answer(string bytes)
    {
        using RawPeer peer = await RawPeer.ConnectAsync(endpoint);
        await peer.SendAsync(Encoding.Latin1.GetBytes(bytes));

        Assert.Empty(await peer.ReceiveUntilClosedAsync());
        Assert.Empty(accepted);
        await AssertOthersAreWell();
    }

    [Fact]
    public async Task A_connection_over_the_cap_is_told_so_before_it_is_closed()
    {
        using var narrow = new TcpTransport(runtime, new TransportOptions { ConnectionsMax = 1 });
        narrow.Listen("127.0.0.1:0", Accept, out string bound);
        using RawPeer taken = await RawPeer.ConnectWithMagicAsync(bound);
        for (int turnedAway = 0; turnedAway < 3; turnedAway++)
        {
            using RawPeer second = await RawPeer.ConnectWithMagicAsync(bound);
            await second.SendAsync(new byte[100]);
            second.EndSending();
            byte[] told = await second.ReceiveUntilClosedAsync();
            Assert.Equal(RawPeer.Magic, told[..8]);
            Error error = Error.Parser.ParseFrom(told.AsSpan(8 + ProtocolLimits.FrameHeaderBytes));
            Assert.Equal(ErrorCode.TooManyConnections, error.Code);
            Assert.NotEmpty(error.NextStep);
        }
    }

    [Theory]
    [InlineData(0u, CloseReason.BadFrame, ErrorCode.BadFrame)]
    [InlineData(7u, CloseReason.BadFrame, ErrorCode.BadFrame)]
    [InlineData(ProtocolLimits.GreetingFrameBytesMax - 3u, CloseReason.FrameTooLarge, ErrorCode.FrameTooLarge)]
    [InlineData(0x7FFF_FFFFu, CloseReason.FrameTooLarge, ErrorCode.FrameTooLarge)]
    [InlineData(0x8000_0000u, CloseReason.FrameTooLarge, ErrorCode.FrameTooLarge)]
    [InlineData(0xFFFF_FFFFu, CloseReason.FrameTooLarge, ErrorCode.FrameTooLarge)]
    public async Task A_length_that_cannot_be_is_answered_and_closed(uint length, CloseReason reason, ErrorCode code)
    {
        using RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
        await peer.SendAsync(Header(length, (byte)FrameType.Hello, 0, 0));

        await AssertRefused(peer, reason, code);
    }

    [Theory]
    [InlineData(0, 0, 0, CloseReason.UnknownFrameType, ErrorCode.UnknownFrameType)]
    [InlineData(19, 0, 0, CloseReason.UnknownFrameType, ErrorCode.UnknownFrameType)]
    [InlineData(255, 0, 0, CloseReason.UnknownFrameType, ErrorCode.UnknownFrameType)]
    [InlineData(1, 1, 0, CloseReason.BadFrame, ErrorCode.BadFrame)]
    [InlineData(1, 128, 0, CloseReason.BadFrame, ErrorCode.BadFrame)]
    [InlineData(1, 0, 5, CloseReason.BadFrame, ErrorCode.BadFrame)]
    [InlineData(1, 0, ushort.MaxValue, CloseReason.BadFrame, ErrorCode.BadFrame)]
    public async Task A_header_that_lies_is_answered_and_closed(
        byte type, byte flags, ushort headBytes, CloseReason reason, ErrorCode code)
    {
        using RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
        await peer.SendAsync(Header(ProtocolLimits.CountedHeaderBytes + 4, type, flags, headBytes));

        await AssertRefused(peer, reason, code);
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_shows_no_half_frame()
    {
        byte[] whole = [.. RawPeer.Magic, .. Frame(1)];
        for (int length = RawPeer.Magic.Length; length < whole.Length; length++)
        {
            using RawPeer peer = await RawPeer.ConnectAsync(endpoint);
            await peer.SendAsync(whole.AsMemory(0, length));
            peer.EndSending();
            await peer.ReceiveUntilClosedAsync();

            RecordingHandler handler = await NextAccepted();
            Assert.Equal(CloseReason.PeerClosed, await handler.Closed);
            Assert.Equal(0, handler.Shown);
        }
    }

    [Fact]
    public async Task A_stream_split_at_any_byte_gives_the_same_frames()
    {
        byte[] whole = [.. RawPeer.Magic, .. Frame(1), .. Frame(2)];
        for (int length = 1; length < whole.Length; length++)
        {
            using RawPeer peer = await RawPeer.ConnectAsync(endpoint);
            await peer.SendAsync(whole.AsMemory(0, length));
            await Task.Yield();
            await peer.SendAsync(whole.AsMemory(length));

            RecordingHandler handler = await NextAccepted();
            Assert.Equal(1u, (await handler.NextFrame()).Correlation);
            Assert.Equal(2u, (await handler.NextFrame()).Correlation);
        }
    }

    [Fact]
    public async Task A_peer_that_ends_its_half_is_gone()
    {
        using RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
        await peer.SendAsync(Frame(1));
        peer.EndSending();

        RecordingHandler handler = await NextAccepted();
        Assert.Equal(CloseReason.PeerClosed, await handler.Closed);
        Assert.Equal(1, handler.Shown);
        await peer.ReceiveUntilClosedAsync();
    }

    [Fact]
    public async Task Announced_lengths_cost_no_memory()
    {
        const int Peers = 100;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        List<RawPeer> peers = [];
        for (int index = 0; index < Peers; index++)
        {
            RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
            peers.Add(peer);
            (await (await NextAccepted()).Opened).Establish(ProtocolLimits.FrameBytesMax);
            await peer.SendAsync(Header(ProtocolLimits.FrameBytesMax - 4, (byte)FrameType.Send, 0, 0));
            await peer.SendAsync(new byte[100]);
        }
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocated, 0, 200L * 1024 * Peers);
        peers.ForEach(static peer => peer.Dispose());
        await AssertOthersAreWell();
    }

    [Fact]
    public async Task A_reader_that_stops_fills_its_queue_and_nothing_else()
    {
        using RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
        FrameConnection connection = await (await NextAccepted()).Opened;
        byte[] body = new byte[10_000];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        int refused = 0;
        while (refused < 1000)
        {
            if (!connection.TrySend(new OutboundFrame(FrameType.Deliver, 0, null, body)))
                refused++;
        }
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(connection.QueuedBytes, 1, ProtocolLimits.QueuedBytesMax);
        // A write that was under way may end between two looks; then nothing moves any more.
        Assert.True(SpinWait.SpinUntil(() => connection.QueuedBytes == transport.QueuedBytes, Patience));
        Assert.InRange(allocated, 0, 8L * ProtocolLimits.QueuedBytesMax);
        await AssertOthersAreWell();
    }

    [Fact]
    public async Task After_an_abrupt_end_nothing_stays_queued()
    {
        RawPeer peer = await RawPeer.ConnectWithMagicAsync(endpoint);
        RecordingHandler handler = await NextAccepted();
        FrameConnection connection = await handler.Opened;
        while (connection.TrySend(new OutboundFrame(FrameType.Deliver, 0, null, new byte[100_000])))
        {
        }
        peer.Dispose();

        Assert.Equal(CloseReason.PeerClosed, await handler.Closed);
        while (transport.QueuedBytes != 0 || transport.Connections != 0)
            await Task.Yield();
    }

    public void Dispose()
    {
        transport.Dispose();
        runtime.Dispose();
    }

    private static byte[] Frame(uint number) => ProtocolCodec.Encode(
        new OutboundFrame(FrameType.Send, number, new Send { TopicId = 3 }, "some body"u8.ToArray()));

    private static byte[] Header(uint length, byte type, byte flags, ushort headBytes)
    {
        var bytes = new byte[ProtocolLimits.FrameHeaderBytes + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        (bytes[4], bytes[5]) = (type, flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), headBytes);
        return bytes;
    }

    private RecordingHandler Accept()
    {
        var handler = new RecordingHandler { Establishes = false };
        accepted.Enqueue(handler);
        return handler;
    }

    private async Task<RecordingHandler> NextAccepted()
    {
        RecordingHandler? handler;
        while (!accepted.TryDequeue(out handler))
            await Task.Yield();
        return handler;
    }

    private async Task AssertRefused(RawPeer peer, CloseReason reason, ErrorCode code)
    {
        RecordingHandler handler = await NextAccepted();
        Assert.Equal(reason, await handler.Closed);
        byte[] answer = await peer.ReceiveUntilClosedAsync();
        Assert.Equal(RawPeer.Magic, answer[..8]);
        Assert.Equal((byte)FrameType.Error, answer[12]);
        Assert.True(ProtocolCodec.TryParse(answer.AsSpan(20), out Error? error));
        Assert.Equal(code, error.Code);
        Assert.NotEmpty(error.NextStep);
        Assert.Equal(0, handler.Shown);
        await AssertOthersAreWell();
    }

    private async Task AssertOthersAreWell()
    {
        var near = new RecordingHandler();
        transport.Connect(endpoint, near);
        FrameConnection connection = await near.Opened;
        RecordingHandler far = await NextAccepted();
        connection.TrySend(new OutboundFrame(FrameType.Send, 77, null));
        Assert.Equal(77u, (await far.NextFrame()).Correlation);
        connection.Close(CloseReason.Shutdown);
        await far.Closed;
    }
}
