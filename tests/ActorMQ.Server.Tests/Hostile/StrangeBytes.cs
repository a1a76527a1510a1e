using System.Buffers.Binary;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Server.Tests.Hostile;

/// <summary>Bytes on the frame port that are no frames, or frames that lie about themselves.</summary>
public sealed class StrangeBytes(VictimNode node) : IClassFixture<VictimNode>
{
    public static TheoryData<string, byte[]> NotOurs => new()
    {
        { "HTTP", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray() },
        { "TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0, 0, 0, 0, 0] },
        { "zeros", new byte[64] },
        { "nearly the magic", "ACTORMQ2"u8.ToArray() },
        { "one wrong byte", "X"u8.ToArray() },
        { "noise", [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 37))] },
    };

    public static TheoryData<string, byte[], ErrorCode> Lies => new()
    {
        { "length 0", Header(0, 1, 0, 0), ErrorCode.BadFrame },
        { "length 7, less than a header", Header(7, 1, 0, 0), ErrorCode.BadFrame },
        { "length -1", Header(-1, 1, 0, 0), ErrorCode.FrameTooLarge },
        { "length int.MaxValue", Header(int.MaxValue, 1, 0, 0), ErrorCode.FrameTooLarge },
        { "longer than a greeting may be", Header(16 * 1024, 1, 0, 0), ErrorCode.FrameTooLarge },
        { "head longer than the frame", Header(8 + 10, 1, 0, 11), ErrorCode.BadFrame },
        { "unknown flags", Header(8, 1, 0x80, 0), ErrorCode.BadFrame },
        { "type 0", Header(8, 0, 0, 0), ErrorCode.UnknownFrameType },
        { "type 19", Header(8, 19, 0, 0), ErrorCode.UnknownFrameType },
        { "type 255", Header(8, 255, 0, 0), ErrorCode.UnknownFrameType },
        { "a Send before Hello", RawWire.Frame(FrameType.Send, new Send { TopicId = 1 }), ErrorCode.NotGreeted },
        { "a Metadata before Hello", RawWire.Frame(FrameType.Metadata, null), ErrorCode.NotGreeted },
        {
            "a protocol of the future",
            RawWire.Frame(FrameType.Hello, new Hello { ProtocolMin = 2, ProtocolMax = 9 }),
            ErrorCode.UnsupportedProtocol
        },
        { "a Hello whose head is noise", [.. Header(8 + 4, 1, 0, 4), 0xff, 0xff, 0xff, 0xff], ErrorCode.BadFrame },
    };

    [Theory]
    [MemberData(nameof(NotOurs), DisableDiscoveryEnumeration = true)]
    public async Task Another_protocol_is_turned_away_without_an_answer(string what, byte[] bytes)
    {
        await using RawWire wire = await RawWire.ConnectAsync(node.Port);

        await wire.SendAsync(bytes);

        Assert.True(await wire.NextAsync() is null, what);
        await node.AssertUnaffectedAsync();
    }

    [Theory]
    [MemberData(nameof(Lies), DisableDiscoveryEnumeration = true)]
    public async Task A_frame_that_lies_is_told_so_and_ends_its_connection(
        string what, byte[] frame, ErrorCode expected)
    {
        await using RawWire wire = await RawWire.ConnectAsync(node.Port);

        await wire.SendAsync([.. RawWire.Magic, .. frame]);
        IReadOnlyList<ErrorCode> refusals = await wire.ReadToEndAsync();

        Assert.True(refusals is [var code] && code == expected, $"{what}: {string.Join(", ", refusals)}");
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task A_greeting_cut_at_every_byte_leaves_nothing_behind()
    {
        byte[] greeting = [.. RawWire.Magic, .. RawWire.HelloFrame()];
        for (int length = 0; length < greeting.Length; length++)
        {
            await using RawWire wire = await RawWire.ConnectAsync(node.Port);
            await wire.SendAsync(greeting[..length]);
            wire.EndSending();
            Assert.Empty(await wire.ReadToEndAsync());
        }
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        await using RawWire wire = await RawWire.ConnectAsync(node.Port);

        Assert.Null(await wire.NextAsync());
    }

    [Fact]
    public async Task A_frame_over_the_limit_after_the_handshake_is_told_so()
    {
        await using RawWire wire = await RawWire.GreetedAsync(node.Port);

        await wire.SendAsync(Header(ProtocolLimits.FrameBytesMax - 3, (byte)FrameType.Send, 0, 2));

        Assert.Equal([ErrorCode.FrameTooLarge], await wire.ReadToEndAsync());
        await node.AssertUnaffectedAsync();
    }

    [Fact]
    public async Task Memory_is_not_given_for_announced_lengths()
    {
        var wires = new List<RawWire>();
        for (int i = 0; i < 200; i++)
        {
            RawWire wire = await RawWire.GreetedAsync(node.Port);
            wires.Add(wire);
            await wire.SendAsync(Header(ProtocolLimits.FrameBytesMax - 4, (byte)FrameType.Send, 0, 2));
        }
        await node.AssertUnaffectedAsync();
        long grown = node.GrownBytes();
        foreach (RawWire wire in wires)
            await wire.DisposeAsync();

        TestContext.Current.TestOutputHelper!.WriteLine($"200 frames of 8 MiB announced: {grown >> 20} MiB");
        Assert.InRange(grown, long.MinValue, 300L << 20);
    }

    private static byte[] Header(int length, byte type, byte flags, ushort headBytes)
    {
        byte[] header = new byte[ProtocolLimits.FrameHeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        header[4] = type;
        header[5] = flags;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), headBytes);
        return header;
    }
}
