namespace ActorMQ.Broker.Partitions;

/// <summary>From a partition: messages that were looked at, in order.</summary>
internal sealed record PeekAnswer(IReadOnlyList<PeekedMessage> Messages);
