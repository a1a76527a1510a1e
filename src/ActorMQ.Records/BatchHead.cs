using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>
/// Header, columns and segment table of a batch as a view: where each entry is, nothing more. Reads nothing that the
/// header does not promise.
/// </summary>
internal readonly ref struct BatchHead
{
    internal readonly BatchHeader Header;
    private readonly ReadOnlySpan<byte> _keyHashes;
    private readonly ReadOnlySpan<byte> _bodyEnds;
    private readonly ReadOnlySpan<byte> _tagHashes;
    private readonly ReadOnlySpan<byte> _flags;

    /// <summary>A view of bytes whose header <see cref="RecordBatch.TryReadHeader"/> accepted.</summary>
    internal BatchHead(ReadOnlySpan<byte> batch, in BatchHeader header)
    {
        Header = header;
        MetadataCrc = BinaryPrimitives.ReadUInt32LittleEndian(batch[BatchLayout.MetadataCrcAt..]);
        var rest = batch[BatchLayout.HeaderBytes..header.HeadBytes];
        var (columns, count) = (header.Columns, header.Count);
        _keyHashes = Take(ref rest, columns.Has(BatchColumns.KeyHash) ? 8 * count : 0);
        _bodyEnds = Take(ref rest, columns.Has(BatchColumns.EqualBodies) ? 4 : 4 * count);
        _tagHashes = Take(ref rest, columns.Has(BatchColumns.TagHash) ? 4 * count : 0);
        _flags = Take(ref rest, columns.Has(BatchColumns.Flags) ? count : 0);
        Segments = new SegmentTable(rest);
    }

    internal SegmentTable Segments { get; }

    internal uint MetadataCrc { get; }

    /// <summary>The end of a body within the bodies; of index -1 it is 0, the start of the first.</summary>
    internal uint BodyEnd(int index)
    {
        if (index < 0)
            return 0;
        return Header.Columns.Has(BatchColumns.EqualBodies)
            ? unchecked((uint)(index + 1) * U32(_bodyEnds, 0))
            : U32(_bodyEnds, index);
    }

    /// <summary>The one length of all bodies. Only with <see cref="BatchColumns.EqualBodies"/>.</summary>
    internal uint BodyLength => U32(_bodyEnds, 0);

    internal ulong KeyHash(int index) =>
        _keyHashes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(_keyHashes[(8 * index)..]);

    internal uint TagHash(int index) => _tagHashes.IsEmpty ? 0 : U32(_tagHashes, index);

    internal RecordFlags Flags(int index) => _flags.IsEmpty ? RecordFlags.None : (RecordFlags)_flags[index];

    private static uint U32(ReadOnlySpan<byte> column, int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(column[(4 * index)..]);

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int bytes)
    {
        var taken = rest[..bytes];
        rest = rest[bytes..];
        return taken;
    }
}
