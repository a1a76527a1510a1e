using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>Command: put one verified record batch at the end of the partition.</summary>
/// <param name="Producer">Who sends; <see cref="ProducerIdentity.IsNone"/> takes part in no dedup.</param>
/// <param name="ProducerEpoch">The producer's epoch, from 0; a higher one replaces the lower ones.</param>
/// <param name="BaseSequence">The sequence of the batch's first record, from 0 in each epoch.</param>
/// <param name="Count">Records in the batch, at least 1.</param>
public readonly record struct AppendBatch(ProducerIdentity Producer, int ProducerEpoch, long BaseSequence, int Count);
