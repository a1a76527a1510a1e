namespace ActorMQ.Records;

/// <summary>What a producer says about a whole batch when it is sealed.</summary>
/// <param name="Producer">Who sends; <see langword="default"/> for a producer without deduplication.</param>
/// <param name="ProducerEpoch">The producer's epoch, from 0.</param>
/// <param name="BaseSequence">The sequence number of the first record; the others follow without a gap.</param>
/// <param name="Generation">The partition count generation by which the client chose the partition.</param>
/// <param name="CreatedUnixMs">Wall time of sealing, in milliseconds since 1970 UTC.</param>
/// <param name="Class">The class of all records.</param>
/// <param name="Priority">The priority of all records, 0 to 9.</param>
public readonly record struct BatchStamp(
    ProducerIdentity Producer,
    int ProducerEpoch,
    long BaseSequence,
    uint Generation,
    long CreatedUnixMs,
    BatchClass Class = BatchClass.Plain,
    byte Priority = RecordBatch.PriorityDefault);
