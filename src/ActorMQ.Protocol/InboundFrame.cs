namespace ActorMQ.Protocol;

/// <summary>A received frame, seen in the receive buffer.</summary>
/// <remarks>Valid inside <see cref="IFrameHandler.OnFrame"/> only: the receiver copies what it keeps.</remarks>
public readonly ref struct InboundFrame(
    FrameType type, uint correlation, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    /// <summary>What it is; always a known type.</summary>
    public FrameType Type { get; } = type;

    /// <summary>Joins an answer with its request; 0 where no answer is wanted.</summary>
    public uint Correlation { get; } = correlation;

    /// <summary>The head, a protobuf message that fits <see cref="Type"/>.</summary>
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>What follows the head: a record batch, or nothing.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;
}
