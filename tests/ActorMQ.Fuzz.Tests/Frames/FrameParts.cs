using System.Buffers.Binary;
using ActorMQ.Protocol;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>One frame taken apart, and what its header may lie about.</summary>
/// <param name="Type">The type byte.</param>
/// <param name="Correlation">The correlation.</param>
/// <param name="Head">The head's bytes.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record FrameParts(byte Type, uint Correlation, byte[] Head, byte[] Body)
{
    /// <summary>The flags byte; 0 is the only valid one.</summary>
    public byte Flags { get; init; }

    /// <summary>What the length field says more than the truth.</summary>
    public long LengthLie { get; init; }

    /// <summary>What the head length says more than the truth.</summary>
    public int HeadLie { get; init; }

    public static FrameParts Of(in InboundFrame frame) =>
        new((byte)frame.Type, frame.Correlation, frame.Head.ToArray(), frame.Body.ToArray());

    /// <summary>The bytes on the wire. A head that its 16-bit length cannot tell is cut.</summary>
    public byte[] ToBytes()
    {
        int headBytes = Math.Min(Head.Length, ProtocolLimits.HeadBytesMax);
        var bytes = new byte[ProtocolLimits.FrameHeaderBytes + headBytes + Body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(bytes.Length - sizeof(uint) + LengthLie));
        bytes[4] = Type;
        bytes[5] = Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)(headBytes + HeadLie));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Correlation);
        Head.AsSpan(0, headBytes).CopyTo(bytes.AsSpan(ProtocolLimits.FrameHeaderBytes));
        Body.CopyTo(bytes.AsSpan(ProtocolLimits.FrameHeaderBytes + headBytes));
        return bytes;
    }
}
