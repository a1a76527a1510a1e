namespace ActorMQ.Records;

/// <summary>
/// The header of a record batch as a value, with where its parts are. Made by <see cref="RecordBatch.TryReadHeader"/>.
/// </summary>
/// <param name="TotalBytes">Bytes of the whole batch.</param>
/// <param name="Count">Records in the batch, at least one.</param>
/// <param name="Class">The class of all records.</param>
/// <param name="Priority">The priority of all records, 0 to 9.</param>
/// <param name="Compression">How each segment is stored.</param>
/// <param name="Generation">The partition count generation by which the client chose the partition.</param>
/// <param name="Producer">Who sent the batch.</param>
/// <param name="ProducerEpoch">The producer's epoch.</param>
/// <param name="BaseSequence">The sequence number of the first record.</param>
/// <param name="TransactionBits">Kept for transactions; zero in this version.</param>
/// <param name="CreatedUnixMs">Wall time at the producer, in milliseconds since 1970 UTC.</param>
/// <param name="BaseOffset">The offset of the first record, stamped by the broker; outside every CRC.</param>
/// <param name="Epoch">The ownership epoch of the append, stamped by the broker; outside every CRC.</param>
/// <param name="Columns">Which columns the batch carries.</param>
/// <param name="SegmentCount">Segments of bodies.</param>
/// <param name="MetadataBytes">Bytes of the metadata block; zero when no record has a key, tag or headers.</param>
/// <param name="BodyBytes">Bytes of all segments as stored.</param>
public readonly record struct BatchHeader(
    int TotalBytes,
    int Count,
    BatchClass Class,
    byte Priority,
    Compression Compression,
    uint Generation,
    ProducerIdentity Producer,
    int ProducerEpoch,
    long BaseSequence,
    ushort TransactionBits,
    long CreatedUnixMs,
    long BaseOffset,
    long Epoch,
    BatchColumns Columns,
    int SegmentCount,
    int MetadataBytes,
    int BodyBytes)
{
    /// <summary>
    /// Bytes of header, columns and segment table: what the header CRC covers, and where the metadata block starts.
    /// </summary>
    public int HeadBytes => TotalBytes - MetadataBytes - BodyBytes;

    /// <summary>The offset behind the last record.</summary>
    public long NextOffset => BaseOffset + Count;
}
