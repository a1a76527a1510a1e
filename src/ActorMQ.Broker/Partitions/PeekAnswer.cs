namespace ActorMQ.Broker.Partitions;

/// <summary>From a partition: messages that were looked at, in order.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="End">Everything below was durable when it was asked.</param>
/// <param name="Damaged">What is there instead of messages, and cannot be read.</param>
internal sealed record PeekAnswer(
    IReadOnlyList<PeekedMessage> Messages, long Next, long End, DamagedBatch? Damaged = null);
