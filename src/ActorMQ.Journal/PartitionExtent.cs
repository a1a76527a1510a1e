namespace ActorMQ.Journal;

/// <summary>What is kept of a partition's records; known without looking at each batch.</summary>
/// <param name="FirstOffset">Base offset of the oldest stored batch; <paramref name="NextOffset"/> when there is
/// none.</param>
/// <param name="NextOffset">The next free offset.</param>
/// <param name="Batches">Number of stored batches.</param>
/// <param name="Bytes">Bytes of all stored batches.</param>
public readonly record struct PartitionExtent(long FirstOffset, long NextOffset, long Batches, long Bytes);
