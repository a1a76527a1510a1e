using System.Buffers.Binary;

namespace ActorMQ.Protocol.Framing;

/// <summary>Finds frames in received bytes. Nothing it says depends on bytes that have not come.</summary>
internal static class FrameDecoder
{
    private const FrameType Last = FrameType.Notice;

    /// <summary>Looks at the first bytes of a connection.</summary>
    /// <returns>None: so far, or entirely, the magic; otherwise the fault.</returns>
    public static CloseReason CheckMagic(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(bytes.Length, FrameEncoder.Magic.Length);
        return bytes[..length].SequenceEqual(FrameEncoder.Magic[..length]) ? CloseReason.None : CloseReason.BadMagic;
    }

    /// <summary>Looks for a frame at the beginning of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What has been received and not consumed.</param>
    /// <param name="frameBytesMax">Longest frame allowed here.</param>
    /// <param name="frameBytes">Length of the frame, as soon as its length field is there; otherwise 0.</param>
    /// <returns>None, or why the connection must end.</returns>
    public static CloseReason Inspect(ReadOnlySpan<byte> bytes, int frameBytesMax, out int frameBytes)
    {
        frameBytes = 0;
        if (bytes.Length < sizeof(uint))
            return CloseReason.None;
        uint counted = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (counted < ProtocolLimits.CountedHeaderBytes)
            return CloseReason.BadFrame;
        if (counted > frameBytesMax - sizeof(uint))
            return CloseReason.FrameTooLarge;
        frameBytes = (int)counted + sizeof(uint);
        return bytes.Length < ProtocolLimits.FrameHeaderBytes ? CloseReason.None : InspectHeader(bytes, frameBytes);
    }

    /// <summary>The frame that fills <paramref name="bytes"/> and has passed <see cref="Inspect"/>.</summary>
    public static InboundFrame Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> rest = bytes[ProtocolLimits.FrameHeaderBytes..];
        int headBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        uint correlation = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        return new InboundFrame((FrameType)bytes[4], correlation, rest[..headBytes], rest[headBytes..]);
    }

    private static CloseReason InspectHeader(ReadOnlySpan<byte> bytes, int frameBytes)
    {
        if (bytes[4] is 0 or > (byte)Last)
            return CloseReason.UnknownFrameType;
        int headBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        bool fits = ProtocolLimits.FrameHeaderBytes + headBytes <= frameBytes;
        return fits && bytes[5] == 0 ? CloseReason.None : CloseReason.BadFrame;
    }
}
