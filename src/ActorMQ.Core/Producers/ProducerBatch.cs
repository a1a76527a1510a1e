namespace ActorMQ.Core.Producers;

/// <summary>One accepted batch of a producer, as long as a retry of it must be recognised.</summary>
/// <param name="BaseSequence">The sequence of its first record.</param>
/// <param name="Count">Its records.</param>
/// <param name="BaseOffset">The offset that it was given.</param>
internal readonly record struct ProducerBatch(long BaseSequence, int Count, long BaseOffset);
