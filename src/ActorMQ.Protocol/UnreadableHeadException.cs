namespace ActorMQ.Protocol;

/// <summary>The bytes of a head are not one; the connection should end as a protocol error.</summary>
/// <param name="kind">What head they should have been.</param>
/// <param name="cause">What the reading met.</param>
public sealed class UnreadableHeadException(string kind, Exception cause)
    : Exception($"The bytes are no {kind}. See docs/protocol.md for its fields.", cause);
