using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>Event: a batch has taken the offsets from <paramref name="BaseOffset"/> on.</summary>
/// <param name="BaseOffset">The offset of the first record; it was the partition's next one.</param>
/// <param name="Count">Records in the batch.</param>
/// <param name="Producer">Who sent it; none takes part in no dedup.</param>
/// <param name="ProducerEpoch">The producer's epoch.</param>
/// <param name="BaseSequence">The sequence of the first record.</param>
/// <param name="WallMs">When it was accepted, by the partition's wall clock, which never goes backward.</param>
public readonly record struct BatchAppended(
    long BaseOffset, int Count, ProducerIdentity Producer, int ProducerEpoch, long BaseSequence, long WallMs);
