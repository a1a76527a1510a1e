using System.Buffers.Binary;
using System.Text;

namespace ActorMQ.Records;

/// <summary>
/// Reads the records of a batch, or of a part of one, in place. Opening checks everything that is there; each record is
/// then found in constant time, without allocation. The memory must outlive the reader and what it hands out.
/// </summary>
public readonly struct BatchReader
{
    private readonly ReadOnlyMemory<byte> _batch;
    private readonly BatchHeader _header;
    private readonly int _first;
    private readonly int _end;
    private readonly int _bodiesAt;
    private readonly int _bodyEndsAt;
    private readonly int _bodyLength;

    private BatchReader(ReadOnlyMemory<byte> batch, in BatchHead head, int firstSegment, int segmentCount)
    {
        _batch = batch;
        _header = head.Header;
        _first = (int)head.Segments.RecordEnd(firstSegment - 1);
        _end = (int)head.Segments.RecordEnd(firstSegment + segmentCount - 1);
        _bodiesAt = _header.HeadBytes + _header.MetadataBytes - (int)head.Segments.ByteEnd(firstSegment - 1);
        _bodyEndsAt = BatchLayout.HeaderBytes + (_header.Columns.Has(BatchColumns.KeyHash) ? 8 * _header.Count : 0);
        _bodyLength = _header.Columns.Has(BatchColumns.EqualBodies) ? (int)head.BodyLength : -1;
    }

    /// <summary>The header of the whole batch, also in a part of it.</summary>
    public BatchHeader Header => _header;

    /// <summary>Records of the whole batch; in a part, <see cref="Has"/> tells which of them are there.</summary>
    public int Count => _header.Count;

    /// <summary>The first record whose body is there.</summary>
    public int First => _first;

    /// <summary>The record behind the last one whose body is there.</summary>
    public int End => _end;

    /// <summary>
    /// Checks a whole batch or a part made by <see cref="BatchPart"/>, every CRC included, and opens it. No
    /// <see cref="RecordBatch.Verify"/> is needed before.
    /// </summary>
    public static BatchFault TryOpen(ReadOnlyMemory<byte> batch, out BatchReader reader)
    {
        reader = default;
        var bytes = batch.Span;
        var fault = RecordBatch.TryReadHeader(bytes, out var header);
        if (fault != BatchFault.None)
            return fault;

        var head = new BatchHead(bytes, header);
        fault = BatchCheck.Head(head);
        if (fault != BatchFault.None)
            return fault;

        fault = PartTrailer.TryFind(bytes, head, out var trailer);
        if (fault != BatchFault.None)
            return fault;

        var bodiesAt = header.HeadBytes + header.MetadataBytes;
        fault = BatchCheck.Metadata(head, bytes[header.HeadBytes..bodiesAt]);
        if (fault == BatchFault.None)
            fault = BatchCheck.Segments(head, trailer.FirstSegment, trailer.SegmentCount, bytes[bodiesAt..]);
        if (fault == BatchFault.None)
            reader = new BatchReader(batch, head, trailer.FirstSegment, trailer.SegmentCount);
        return fault;
    }

    /// <summary>Whether the body of a record is there.</summary>
    public bool Has(int index) => index >= _first && index < _end;

    /// <summary>The body of a record.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The record is not in the batch or not in this part of it.
    /// </exception>
    public ReadOnlyMemory<byte> Body(int index)
    {
        if (!Has(index))
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Bodies: from {_first} to below {_end}.");

        var start = index == 0 ? 0 : BodyEnd(index - 1);
        return _batch.Slice(_bodiesAt + start, BodyEnd(index) - start);
    }

    /// <summary>What metadata a record has.</summary>
    public RecordFlags Flags(int index)
    {
        RequireRecord(index);
        return _header.Columns.Has(BatchColumns.Flags)
            ? (RecordFlags)_batch.Span[FlagsAt + index]
            : RecordFlags.None;
    }

    /// <summary>The 64-bit identity of a record's key; 0 when it has none.</summary>
    public ulong KeyHash(int index)
    {
        RequireRecord(index);
        return _header.Columns.Has(BatchColumns.KeyHash)
            ? BinaryPrimitives.ReadUInt64LittleEndian(_batch.Span[(BatchLayout.HeaderBytes + 8 * index)..])
            : 0;
    }

    /// <summary>The 32-bit hash of a record's tag; 0 when it has none.</summary>
    public uint TagHash(int index)
    {
        RequireRecord(index);
        return _header.Columns.Has(BatchColumns.TagHash)
            ? BinaryPrimitives.ReadUInt32LittleEndian(_batch.Span[(TagHashesAt + 4 * index)..])
            : 0;
    }

    /// <summary>The key of a record; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Key(int index)
    {
        var entry = Entry(index, out var metadata);
        return entry[metadata.Key];
    }

    /// <summary>The tag of a record; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Tag(int index)
    {
        var entry = Entry(index, out var metadata);
        return entry[metadata.Tag];
    }

    /// <summary>The headers of a record, in the order they were given; an empty list when it has none.</summary>
    public IReadOnlyList<MessageHeader> Headers(int index)
    {
        var entry = Entry(index, out var metadata);
        if (metadata.HeaderCount == 0)
            return [];

        var rest = entry[metadata.Headers];
        var headers = new MessageHeader[metadata.HeaderCount];
        for (var at = 0; at < headers.Length; at++)
        {
            var name = Encoding.UTF8.GetString(Next(ref rest).Span);
            headers[at] = new MessageHeader(name, Next(ref rest));
        }

        return headers;
    }

    private int TagHashesAt => _bodyEndsAt + (_bodyLength >= 0 ? 4 : 4 * Count);

    private int FlagsAt => TagHashesAt + (_header.Columns.Has(BatchColumns.TagHash) ? 4 * Count : 0);

    private int BodyEnd(int index) => _bodyLength >= 0
        ? (index + 1) * _bodyLength
        : BinaryPrimitives.ReadInt32LittleEndian(_batch.Span[(_bodyEndsAt + 4 * index)..]);

    private ReadOnlyMemory<byte> Entry(int index, out RecordMetadata metadata)
    {
        var flags = Flags(index);
        metadata = default;
        if (flags == RecordFlags.None)
            return default;

        var ends = _batch.Span.Slice(_header.HeadBytes, 4 * Count);
        var start = index == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(ends[(4 * (index - 1))..]);
        var end = BinaryPrimitives.ReadInt32LittleEndian(ends[(4 * index)..]);
        var entry = _batch.Slice(_header.HeadBytes + 4 * Count + start, end - start);
        return RecordMetadata.TryRead(entry.Span, flags, out metadata)
            ? entry
            : throw new InvalidDataException($"The metadata of record {index} changed after the batch was opened.");
    }

    private static ReadOnlyMemory<byte> Next(ref ReadOnlyMemory<byte> rest)
    {
        var reader = new ByteReader(rest.Span);
        if (!reader.TryReadBytes(RecordBatch.HeaderBytesMax, out var bytes))
            throw new InvalidDataException("A header changed after the batch was opened.");

        var next = rest.Slice(reader.Position - bytes.Length, bytes.Length);
        rest = rest[reader.Position..];
        return next;
    }

    private void RequireRecord(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The batch has {Count} records.");
    }
}
