using System.Buffers.Binary;
using ActorMQ.Protocol;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>What docs/protocol.md says of a stream of bytes, read slowly and all at once.</summary>
internal static class NaiveIntake
{
    /// <summary>The frames that must be shown, and why the connection must end; none: it must not.</summary>
    public static (List<FrameParts> Shown, CloseReason Fault) Read(ReadOnlySpan<byte> bytes)
    {
        var shown = new List<FrameParts>();
        ReadOnlySpan<byte> magic = "ACTORMQ1"u8;
        if (!bytes[..Math.Min(8, bytes.Length)].SequenceEqual(magic[..Math.Min(8, bytes.Length)]))
            return (shown, CloseReason.BadMagic);
        if (bytes.Length < 8)
            return (shown, CloseReason.None);
        long limit = 16_384;
        for (bytes = bytes[8..]; ;)
        {
            CloseReason fault = Judge(bytes, limit, out int length);
            if (fault != CloseReason.None || length == 0)
                return (shown, fault);
            FrameParts frame = Take(bytes[..length]);
            if (frame.Type != (byte)FrameType.Heartbeat)
                shown.Add(frame);
            if (frame.Type == (byte)FrameType.Hello)
                limit = 8_454_144;
            bytes = bytes[length..];
        }
    }

    // The length of the first frame; 0: it is not whole.
    private static CloseReason Judge(ReadOnlySpan<byte> bytes, long limit, out int length)
    {
        length = 0;
        if (bytes.Length < 4)
            return CloseReason.None;
        long counted = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (counted < 8)
            return CloseReason.BadFrame;
        if (counted + 4 > limit)
            return CloseReason.FrameTooLarge;
        if (bytes.Length < 12)
            return CloseReason.None;
        if (bytes[4] is < 1 or > 18)
            return CloseReason.UnknownFrameType;
        if (bytes[5] != 0 || BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) > counted - 8)
            return CloseReason.BadFrame;
        length = bytes.Length >= counted + 4 ? (int)counted + 4 : 0;
        return CloseReason.None;
    }

    private static FrameParts Take(ReadOnlySpan<byte> frame)
    {
        int head = BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]);
        uint correlation = BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]);
        return new FrameParts(frame[4], correlation, frame[12..(12 + head)].ToArray(), frame[(12 + head)..].ToArray());
    }
}
