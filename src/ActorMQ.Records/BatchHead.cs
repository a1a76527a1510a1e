using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>Header, columns and segment table of a batch as a view: where each entry is, nothing more. Reads nothing that the header does not promise.</summary>
internal readonly ref struct BatchHead
{
    private readonly ReadOnlySpan<byte> _keyHashes;
    private readonly ReadOnlySpan<byte> _bodyEnds;
    private readonly ReadOnlySpan<byte> _tagHashes;
    private readonly ReadOnlySpan<byte> _flags;
    private readonly ReadOnlySpan<byte> _segments;

    /// <summary>A view of bytes whose header <see cref="RecordBatch.TryReadHeader"/> accepted.</summary>
    internal BatchHead(ReadOnlySpan<byte> batch, in BatchHeader header)
    {
        Header = header;
        MetadataCrc = BinaryPrimitives.ReadUInt32LittleEndian(batch[BatchLayout.MetadataCrcAt..]);
        var rest = batch[BatchLayout.HeaderBytes..header.HeadBytes];
        var (columns, count) = (header.Columns, header.Count);
        _keyHashes = Take(ref rest, columns.HasFlag(BatchColumns.KeyHash) ? 8 * count : 0);
        _bodyEnds = Take(ref rest, columns.HasFlag(BatchColumns.EqualBodies) ? 4 : 4 * count);
        _tagHashes = Take(ref rest, columns.HasFlag(BatchColumns.TagHash) ? 4 * count : 0);
        _flags = Take(ref rest, columns.HasFlag(BatchColumns.Flags) ? count : 0);
        _segments = rest;
    }

    internal BatchHeader Header { get; }

    internal uint MetadataCrc { get; }

    /// <summary>The end of a body within the bodies; of index -1 it is 0, the start of the first.</summary>
    internal uint BodyEnd(int index)
    {
        if (index < 0)
            return 0;
        return Header.Columns.HasFlag(BatchColumns.EqualBodies)
            ? unchecked((uint)(index + 1) * U32(_bodyEnds, 0))
            : U32(_bodyEnds, index);
    }

    /// <summary>The one length of all bodies. Only with <see cref="BatchColumns.EqualBodies"/>.</summary>
    internal uint BodyLength => U32(_bodyEnds, 0);

    internal ulong KeyHash(int index) =>
        _keyHashes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(_keyHashes[(8 * index)..]);

    internal uint TagHash(int index) => _tagHashes.IsEmpty ? 0 : U32(_tagHashes, index);

    internal RecordFlags Flags(int index) => _flags.IsEmpty ? RecordFlags.None : (RecordFlags)_flags[index];

    /// <summary>The record behind the last one of a segment; of segment -1 it is 0.</summary>
    internal uint SegmentRecordEnd(int segment) => segment < 0 ? 0 : U32(_segments, 3 * segment);

    /// <summary>The end of a segment within the stored bodies; of segment -1 it is 0.</summary>
    internal uint SegmentByteEnd(int segment) => segment < 0 ? 0 : U32(_segments, 3 * segment + 1);

    internal uint SegmentCrc(int segment) => U32(_segments, 3 * segment + 2);

    /// <summary>The segment that holds a record. The table must be one that <see cref="BatchCheck.Head"/> accepted.</summary>
    internal int SegmentOf(int record)
    {
        var (low, high) = (0, Header.SegmentCount - 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (SegmentRecordEnd(middle) > (uint)record)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static uint U32(ReadOnlySpan<byte> column, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(column[(4 * index)..]);

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int bytes)
    {
        var taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }
}
