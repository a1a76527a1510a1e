namespace ActorMQ.Protocol;

/// <summary>Up to three pieces of memory that are sent one after the other as the body of one frame.</summary>
public readonly record struct FrameBody(
    ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second = default, ReadOnlyMemory<byte> Third = default)
{
    /// <summary>Length of all pieces, in bytes.</summary>
    public int Length => First.Length + Second.Length + Third.Length;
}
