using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Protocol;

/// <summary>A frame to send.</summary>
/// <remarks>
/// The head is encoded before <see cref="FrameConnection.TrySend"/> returns, so a head object may be used again at
/// once. Body memory must stay as it is until it is written: either it never changes, or <see cref="Owner"/> keeps it.
/// </remarks>
public readonly record struct OutboundFrame(FrameType Type, uint Correlation, IMessage? Head)
{
    /// <summary>A frame with a body of one piece.</summary>
    public OutboundFrame(
        FrameType type, uint correlation, IMessage? head, ReadOnlyMemory<byte> body, Slab? owner = null)
        : this(type, correlation, head)
    {
        Body = new FrameBody(body);
        Owner = owner;
    }

    /// <summary>What follows the head.</summary>
    public FrameBody Body { get; init; }

    /// <summary>
    /// Holds the body's memory. A frame that was taken gives one count back once it is written or dropped; of a
    /// frame that was not taken the caller keeps the count.
    /// </summary>
    public Slab? Owner { get; init; }
}
