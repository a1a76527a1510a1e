using System.Buffers.Binary;
using Google.Protobuf;

namespace ActorMQ.Protocol.Framing;

/// <summary>Writes the part of a frame that stands before its body. Layout: docs/protocol.md.</summary>
internal static class FrameEncoder
{
    /// <summary>What a connection sends before its first frame.</summary>
    public static ReadOnlySpan<byte> Magic => "ACTORMQ1"u8;

    /// <summary>Length of the whole frame.</summary>
    /// <exception cref="ArgumentException">The frame is over a limit that its maker must keep.</exception>
    public static int Measure(in OutboundFrame frame, out int headBytes)
    {
        headBytes = frame.Head?.CalculateSize() ?? 0;
        long bytes = (long)ProtocolLimits.FrameHeaderBytes + headBytes + frame.Body.Length;
        if (headBytes > ProtocolLimits.HeadBytesMax || bytes > ProtocolLimits.FrameBytesMax)
            throw new ArgumentException(
                $"A {frame.Type} frame of {bytes} bytes (head {headBytes}) is over the limits.");
        return (int)bytes;
    }

    /// <summary>Writes header and head.</summary>
    public static void WriteFront(Span<byte> to, in OutboundFrame frame, int headBytes)
    {
        int counted = ProtocolLimits.CountedHeaderBytes + headBytes + frame.Body.Length;
        BinaryPrimitives.WriteInt32LittleEndian(to, counted);
        to[4] = (byte)frame.Type;
        to[5] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)headBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], frame.Correlation);
        if (headBytes != 0)
            frame.Head.WriteTo(to.Slice(ProtocolLimits.FrameHeaderBytes, headBytes));
    }
}
