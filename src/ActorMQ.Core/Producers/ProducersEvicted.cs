namespace ActorMQ.Core.Producers;

/// <summary>
/// Event: every producer whose last batch came at <paramref name="UsedUntilMs"/> or earlier is forgotten.
/// </summary>
/// <param name="UsedUntilMs">Wall clock of the partition, in milliseconds.</param>
public readonly record struct ProducersEvicted(long UsedUntilMs);
