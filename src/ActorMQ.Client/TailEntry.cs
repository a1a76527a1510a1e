namespace ActorMQ.Client;

/// <summary>What a tail shows next: a message, or how many could not be shown.</summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Message">The message; null when some are missing here.</param>
/// <param name="Missed">Messages that were removed before the tail came to them; 0 with a message.</param>
public sealed record TailEntry(int Partition, PeekedMessage? Message, long Missed = 0);
