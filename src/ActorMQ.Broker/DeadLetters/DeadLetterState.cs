namespace ActorMQ.Broker.DeadLetters;

/// <summary>From a partition of a dead-letter topic: how far its group for redrives is.</summary>
/// <param name="Left">Records that are neither settled nor on their way.</param>
/// <param name="DurableEnd">Every record below is stored.</param>
/// <param name="FirstMove">Every move below that sequence is done.</param>
internal sealed record DeadLetterState(long Left, long DurableEnd, long FirstMove);
