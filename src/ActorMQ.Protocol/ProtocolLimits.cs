using ActorMQ.Records;

namespace ActorMQ.Protocol;

/// <summary>The caps of the wire, in one place. Sizes in bytes.</summary>
public static class ProtocolLimits
{
    /// <summary>The version that this library speaks.</summary>
    public const uint Version = 1;

    /// <summary>Length, type, flags, head length and correlation.</summary>
    public const int FrameHeaderBytes = 12;

    /// <summary>The part of <see cref="FrameHeaderBytes"/> that the length field itself counts.</summary>
    public const int CountedHeaderBytes = 8;

    /// <summary>Longest head: what its 16-bit length can say.</summary>
    public const int HeadBytesMax = ushort.MaxValue;

    /// <summary>Longest frame before the handshake is over.</summary>
    public const int GreetingFrameBytesMax = 16 * 1024;

    /// <summary>Longest frame after the handshake: a whole batch and its head.</summary>
    public const int FrameBytesMax = RecordBatch.BatchBytesMax + 64 * 1024;

    /// <summary>
    /// Most that waits for one connection; a single frame may pass it when hardly anything else waits (64 KiB).
    /// </summary>
    public const int QueuedBytesMax = 4 * 1024 * 1024;
}
