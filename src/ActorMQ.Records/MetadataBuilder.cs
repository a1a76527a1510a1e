using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorMQ.Records;

/// <summary>
/// Keys, tags and headers of a batch in the making: the hash columns, the flags and the metadata block. A
/// <see cref="BatchBuilder"/> owns it and leaves it untouched until the first record that has any of them.
/// </summary>
internal sealed class MetadataBuilder
{
    private readonly List<ulong> _keyHashes = [];
    private readonly List<uint> _tagHashes = [];
    private readonly List<byte> _flags = [];
    private readonly List<uint> _ends = [];
    private readonly ByteWriter _entries = new();
    private RecordFlags _union;

    /// <summary>Whether any record has metadata. Once it has, every further record is added here too.</summary>
    internal bool IsUsed => _union != RecordFlags.None;

    internal BatchColumns Columns =>
        (_union.Has(RecordFlags.Key) ? BatchColumns.KeyHash : 0)
        | (_union.Has(RecordFlags.Tag) ? BatchColumns.TagHash : 0)
        | (IsUsed ? BatchColumns.Flags : 0);

    /// <summary>Bytes of the metadata block.</summary>
    internal int BlockBytes => IsUsed ? 4 * _ends.Count + _entries.Length : 0;

    /// <summary>
    /// At most so many bytes are added for a record, with its columns, if the batch then has <paramref name="count"/>
    /// records.
    /// </summary>
    internal long BytesWith(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> tag, IReadOnlyList<MessageHeader>? headers, int count)
    {
        var bytes = _entries.Length + ColumnBytesMax * (long)count + key.Length + tag.Length + 2 * LengthBytesMax;
        for (var index = 0; headers is not null && index < headers.Count; index++)
            bytes += 3L * headers[index].Name.Length + headers[index].Value.Length + 2 * LengthBytesMax;
        return bytes;
    }

    /// <summary>At most so many bytes for what was added, columns included.</summary>
    internal long Bytes => IsUsed ? _entries.Length + ColumnBytesMax * (long)_ends.Count : 0;

    /// <summary>
    /// Adds the metadata of record <paramref name="index"/>; records before it that have none are filled in.
    /// </summary>
    internal void Add(
        int index, ReadOnlySpan<byte> key, ReadOnlySpan<byte> tag, IReadOnlyList<MessageHeader>? headers)
    {
        FillTo(index);
        var flags = (key.IsEmpty ? 0 : RecordFlags.Key)
            | (tag.IsEmpty ? 0 : RecordFlags.Tag)
            | (headers is null || headers.Count == 0 ? 0 : RecordFlags.Headers);
        if (!key.IsEmpty)
            _entries.WriteBytes(key);
        if (!tag.IsEmpty)
            _entries.WriteBytes(tag);
        if (flags.Has(RecordFlags.Headers))
            WriteHeaders(headers!);
        AddRow(KeyHash.Of(key), KeyHash.OfTag(tag), flags);
        _union |= flags;
    }

    internal void Clear()
    {
        _keyHashes.Clear();
        _tagHashes.Clear();
        _flags.Clear();
        _ends.Clear();
        _entries.Clear();
        _union = RecordFlags.None;
    }

    internal void WriteKeyHashes(ref Span<byte> to)
    {
        foreach (var hash in CollectionsMarshal.AsSpan(_keyHashes))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(to, hash);
            to = to[8..];
        }
    }

    internal void WriteTagHashes(ref Span<byte> to) => WriteColumn(_tagHashes, ref to);

    internal void WriteFlags(ref Span<byte> to)
    {
        CollectionsMarshal.AsSpan(_flags).CopyTo(to);
        to = to[_flags.Count..];
    }

    /// <summary>Writes the metadata block, which must be used.</summary>
    internal void WriteBlock(Span<byte> to)
    {
        WriteColumn(_ends, ref to);
        _entries.Written.CopyTo(to);
    }

    // Key hash, tag hash, flags, and the entry's end.
    private const int ColumnBytesMax = 8 + 4 + 1 + 4;

    // A varint of a length or count below 16 KiB and a bit.
    private const int LengthBytesMax = 3;

    private void FillTo(int index)
    {
        while (_ends.Count < index)
            AddRow(0, 0, RecordFlags.None);
    }

    private void AddRow(ulong keyHash, uint tagHash, RecordFlags flags)
    {
        _keyHashes.Add(keyHash);
        _tagHashes.Add(tagHash);
        _flags.Add((byte)flags);
        _ends.Add((uint)_entries.Length);
    }

    private void WriteHeaders(IReadOnlyList<MessageHeader> headers)
    {
        _entries.WriteVarint((ulong)headers.Count);
        for (var index = 0; index < headers.Count; index++)
        {
            _entries.WriteString(headers[index].Name);
            _entries.WriteBytes(headers[index].Value.Span);
        }
    }

    private static void WriteColumn(List<uint> column, ref Span<byte> to)
    {
        foreach (var entry in CollectionsMarshal.AsSpan(column))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(to, entry);
            to = to[4..];
        }
    }
}
