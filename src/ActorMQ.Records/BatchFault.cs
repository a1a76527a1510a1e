namespace ActorMQ.Records;

/// <summary>Why bytes are not a record batch. <see cref="None"/> is the only good answer.</summary>
public enum BatchFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The bytes end before the part that was asked for.</summary>
    TooShort = 1,

    /// <summary>The first four bytes are not those of a record batch.</summary>
    BadMagic = 2,

    /// <summary>A layout version that this code does not know.</summary>
    BadVersion = 3,

    /// <summary>The sizes in the header do not add up, or differ from the bytes at hand.</summary>
    BadSize = 4,

    /// <summary>The CRC of header, columns and segment table differs.</summary>
    BadHeaderCrc = 5,

    /// <summary>The CRC of the metadata block differs.</summary>
    BadMetadataCrc = 6,

    /// <summary>The CRC of a segment of bodies differs.</summary>
    BadSegmentCrc = 7,

    /// <summary>No record, or more than <see cref="RecordBatch.RecordsMax"/>.</summary>
    BadCount = 8,

    /// <summary>A batch, body, key, tag or header list above its limit.</summary>
    TooLarge = 9,

    /// <summary>A class or priority that does not exist.</summary>
    BadClass = 10,

    /// <summary>A compression that this code does not know.</summary>
    BadCompression = 11,

    /// <summary>A bit that has no meaning in this version is set.</summary>
    ReservedBits = 12,

    /// <summary>Columns, segment table and metadata contradict each other, although their CRCs are right.</summary>
    Inconsistent = 13,

    /// <summary>A part of a batch whose selection of segments is missing or damaged.</summary>
    BadPart = 14,
}
