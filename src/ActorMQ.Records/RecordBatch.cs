using System.Buffers.Binary;
using static ActorMQ.Records.BatchLayout;

namespace ActorMQ.Records;

/// <summary>
/// The record batch: the unit of wire, journal, cache and dispatch. Reads and checks bytes of unknown origin: nothing
/// here throws, reads outside its input or allocates, whatever the bytes say.
/// </summary>
public static class RecordBatch
{
    /// <summary>Bytes of the fixed header.</summary>
    public const int HeaderBytes = BatchLayout.HeaderBytes;

    /// <summary>Most records in one batch.</summary>
    public const int RecordsMax = 16_384;

    /// <summary>Most bytes of one batch.</summary>
    public const int BatchBytesMax = 8 * 1024 * 1024;

    /// <summary>Most bytes of one body.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>Most bytes of one key.</summary>
    public const int KeyBytesMax = 1024;

    /// <summary>Most bytes of one tag.</summary>
    public const int TagBytesMax = 1024;

    /// <summary>Most headers of one message.</summary>
    public const int HeaderCountMax = 64;

    /// <summary>Most bytes of all header names and values of one message together.</summary>
    public const int HeaderBytesMax = 16 * 1024;

    /// <summary>Most bytes of a segment that holds more than one body.</summary>
    public const int SegmentBytes = 16 * 1024;

    /// <summary>The highest priority.</summary>
    public const byte PriorityMax = 9;

    /// <summary>The priority of a message that asks for none.</summary>
    public const byte PriorityDefault = 4;

    /// <summary>
    /// Reads the header and checks its fields, its sizes against each other, and the CRC of header, columns and segment
    /// table. Needs only these three; what follows them may be missing.
    /// </summary>
    public static BatchFault TryReadHeader(ReadOnlySpan<byte> batch, out BatchHeader header)
    {
        header = default;
        if (batch.Length < HeaderBytes)
            return BatchFault.TooShort;

        var read = Read(batch);
        var fault = CheckFields(batch, read);
        if (fault != BatchFault.None)
            return fault;

        if (batch.Length < read.HeadBytes)
            return BatchFault.TooShort;
        if (HeaderCrc(batch[..read.HeadBytes]) != BinaryPrimitives.ReadUInt32LittleEndian(batch[HeaderCrcAt..]))
            return BatchFault.BadHeaderCrc;

        header = read;
        return BatchFault.None;
    }

    /// <summary>
    /// Checks a whole batch: every size against every count, every column, every CRC. The broker calls it once on
    /// entry; a consumer has <see cref="BatchReader.TryOpen"/>, which checks as much and takes parts too.
    /// </summary>
    public static BatchFault Verify(ReadOnlySpan<byte> batch)
    {
        var fault = TryReadHeader(batch, out var header);
        if (fault != BatchFault.None)
            return fault;
        if (batch.Length != header.TotalBytes)
            return batch.Length < header.TotalBytes ? BatchFault.TooShort : BatchFault.BadSize;

        var head = new BatchHead(batch, header);
        fault = BatchCheck.Head(head);
        if (fault == BatchFault.None)
            fault = BatchCheck.Metadata(head, batch.Slice(header.HeadBytes, header.MetadataBytes));
        return fault == BatchFault.None
            ? BatchCheck.Segments(head, 0, header.SegmentCount, batch[(header.HeadBytes + header.MetadataBytes)..])
            : fault;
    }

    /// <summary>
    /// Writes the two fields that the broker owns. They are outside every CRC, so a stamped batch stays checkable.
    /// </summary>
    /// <exception cref="ArgumentException">The bytes are shorter than a header.</exception>
    public static void Stamp(Span<byte> batch, long baseOffset, long epoch)
    {
        if (batch.Length < HeaderBytes)
            throw new ArgumentException($"{batch.Length} bytes are no header of {HeaderBytes}.", nameof(batch));

        BinaryPrimitives.WriteInt64LittleEndian(batch[BaseOffsetAt..], baseOffset);
        BinaryPrimitives.WriteInt64LittleEndian(batch[EpochAt..], epoch);
    }

    /// <summary>The CRC of header, columns and segment table, without the stamped fields and the CRC itself.</summary>
    internal static uint HeaderCrc(ReadOnlySpan<byte> head) =>
        Crc32C.Append(Crc32C.Of(head[..BaseOffsetAt]), head[ColumnsAt..]);

    private static BatchHeader Read(ReadOnlySpan<byte> batch) => new(
        BinaryPrimitives.ReadInt32LittleEndian(batch[TotalBytesAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(batch[CountAt..]),
        (BatchClass)batch[ClassAt],
        batch[PriorityAt],
        (Compression)batch[CompressionAt],
        BinaryPrimitives.ReadUInt32LittleEndian(batch[GenerationAt..]),
        new ProducerIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(batch[ProducerHighAt..]),
            BinaryPrimitives.ReadUInt64LittleEndian(batch[ProducerLowAt..])),
        BinaryPrimitives.ReadInt32LittleEndian(batch[ProducerEpochAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(batch[BaseSequenceAt..]),
        BinaryPrimitives.ReadUInt16LittleEndian(batch[TransactionBitsAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(batch[CreatedAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(batch[BaseOffsetAt..]),
        BinaryPrimitives.ReadInt64LittleEndian(batch[EpochAt..]),
        (BatchColumns)BinaryPrimitives.ReadUInt16LittleEndian(batch[ColumnsAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(batch[SegmentCountAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(batch[MetadataBytesAt..]),
        BinaryPrimitives.ReadInt32LittleEndian(batch[BodyBytesAt..]));

    private static BatchFault CheckFields(ReadOnlySpan<byte> batch, in BatchHeader header)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(batch) != Magic)
            return BatchFault.BadMagic;
        if (batch[VersionAt] != BatchLayout.Version)
            return BatchFault.BadVersion;
        if (header.Class > BatchClass.Control || header.Priority > PriorityMax)
            return BatchFault.BadClass;
        if (header.Compression != Compression.None)
            return BatchFault.BadCompression;
        if ((header.Columns & ~KnownColumns) != 0 || header.TransactionBits != 0)
            return BatchFault.ReservedBits;
        return CheckSizes(header);
    }

    private static BatchFault CheckSizes(in BatchHeader header)
    {
        if (header.Count is < 1 or > RecordsMax)
            return BatchFault.BadCount;
        if (header.TotalBytes > BatchBytesMax)
            return BatchFault.TooLarge;
        if (header.SegmentCount < 1 || header.SegmentCount > header.Count)
            return BatchFault.BadSize;
        if (header.MetadataBytes < 0 || header.BodyBytes < 0)
            return BatchFault.BadSize;

        var head = HeadBytes(header.Columns, header.Count, header.SegmentCount);
        var bytes = head + header.MetadataBytes + header.BodyBytes;
        return bytes == header.TotalBytes ? BatchFault.None : BatchFault.BadSize;
    }
}
