namespace ActorMQ.Records;

/// <summary>
/// Where each field of a batch is. Little-endian throughout; docs/formats.md tells it byte by byte. Nothing here ever
/// changes within a version.
/// </summary>
internal static class BatchLayout
{
    internal const uint Magic = 0x42514D41; // "AMQB" in the order of the bytes
    internal const byte Version = 1;

    internal const int VersionAt = 4;
    internal const int ClassAt = 5;
    internal const int PriorityAt = 6;
    internal const int CompressionAt = 7;
    internal const int TotalBytesAt = 8;
    internal const int CountAt = 12;
    internal const int BaseOffsetAt = 16;
    internal const int EpochAt = 24;
    internal const int HeaderCrcAt = 32;
    internal const int ColumnsAt = 36;
    internal const int TransactionBitsAt = 38;
    internal const int ProducerHighAt = 40;
    internal const int ProducerLowAt = 48;
    internal const int BaseSequenceAt = 56;
    internal const int ProducerEpochAt = 64;
    internal const int GenerationAt = 68;
    internal const int CreatedAt = 72;
    internal const int SegmentCountAt = 80;
    internal const int MetadataBytesAt = 84;
    internal const int MetadataCrcAt = 88;
    internal const int BodyBytesAt = 92;
    internal const int HeaderBytes = 96;

    internal const int SegmentEntryBytes = 12;

    internal const uint PartMagic = 0x50514D41; // "AMQP" in the order of the bytes
    internal const int PartTrailerBytes = 16;

    internal const BatchColumns KnownColumns =
        BatchColumns.KeyHash | BatchColumns.TagHash | BatchColumns.Flags | BatchColumns.EqualBodies;

    internal const RecordFlags KnownFlags = RecordFlags.Key | RecordFlags.Tag | RecordFlags.Headers;

    // Enum.HasFlag boxes both sides where the compiler does not optimize.
    internal static bool Has(this BatchColumns columns, BatchColumns column) => (columns & column) != 0;

    internal static bool Has(this RecordFlags flags, RecordFlags flag) => (flags & flag) != 0;

    /// <summary>Bytes of all columns, in 64 bits: the count may lie.</summary>
    internal static long ColumnBytes(BatchColumns columns, long count) =>
        (columns.Has(BatchColumns.KeyHash) ? 8 * count : 0)
        + (columns.Has(BatchColumns.EqualBodies) ? 4 : 4 * count)
        + (columns.Has(BatchColumns.TagHash) ? 4 * count : 0)
        + (columns.Has(BatchColumns.Flags) ? count : 0);

    /// <summary>Bytes of header, columns and segment table, in 64 bits: the counts may lie.</summary>
    internal static long HeadBytes(BatchColumns columns, long count, long segmentCount) =>
        HeaderBytes + ColumnBytes(columns, count) + SegmentEntryBytes * segmentCount;
}
