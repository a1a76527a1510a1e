namespace ActorMQ.Broker.DeadLetters;

/// <summary>Where a dead letter is in its dead-letter topic.</summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Offset">The offset there.</param>
public readonly record struct DeadLetterPosition(int Partition, long Offset);
