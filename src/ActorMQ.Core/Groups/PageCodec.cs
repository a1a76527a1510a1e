using System.Buffers.Binary;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// One page of an <see cref="OffsetSet"/> in a snapshot: all, runs, or the bitmap, whichever is shortest.
/// </summary>
internal static class PageCodec
{
    private const byte All = 1;
    private const byte Runs = 2;
    private const byte Bitmap = 3;
    private const int BitmapBytes = OffsetPage.Offsets / 8;

    /// <summary>Writes a page with at least one member.</summary>
    public static void Write(long page, OffsetPage content, ByteWriter to)
    {
        to.WriteVarint((ulong)page);
        if (content.Count == OffsetPage.Offsets)
        {
            to.WriteByte(All);
            return;
        }

        var start = to.Length;
        to.WriteByte(Runs);
        WriteRuns(content, to, start + BitmapBytes);
        if (to.Length <= start + BitmapBytes)
            return;
        to.Truncate(start);
        to.WriteByte(Bitmap);
        Span<ulong> words = stackalloc ulong[OffsetPage.Words];
        content.WriteTo(words);
        foreach (var word in words)
            to.WriteUInt64(word);
    }

    /// <summary>Reads a page into a set.</summary>
    public static void Read(OffsetSet into, ref ByteReader from)
    {
        var page = Stored.Number(ref from, "page number");
        Stored.Require(page <= Limits.OffsetMax / OffsetPage.Offsets, "page number");
        var first = page * OffsetPage.Offsets;
        switch (Stored.Byte(ref from, "page form"))
        {
            case All:
                into.Add(first, first + OffsetPage.Offsets);
                break;
            case Runs:
                ReadRuns(into, first, ref from);
                break;
            case Bitmap:
                ReadBitmap(into, first, ref from);
                break;
            default:
                throw new CorruptRecordException(
                    "The snapshot has a page of unknown form: written by a newer version?");
        }
    }

    // Pairs of gap and length. Stops early once it is longer than the bitmap.
    private static void WriteRuns(OffsetPage page, ByteWriter to, int lengthMax)
    {
        var behind = 0;
        for (var runs = new PageRuns(page); to.Length <= lengthMax && runs.MoveNext(); behind = runs.End)
        {
            to.WriteVarint((ulong)(runs.First - behind));
            to.WriteVarint((ulong)(runs.End - runs.First));
        }
    }

    private static void ReadRuns(OffsetSet into, long first, ref ByteReader from)
    {
        var at = 0;
        while (!from.IsAtEnd)
        {
            at += Stored.Number(ref from, OffsetPage.Offsets - at, "page run");
            var length = Stored.Number(ref from, OffsetPage.Offsets - at, "page run");
            Stored.Require(length > 0, "page run");
            into.Add(first + at, first + at + length);
            at += length;
        }
    }

    private static void ReadBitmap(OffsetSet into, long first, ref ByteReader from)
    {
        Stored.Require(from.TryRead(BitmapBytes, out var bytes), "page bitmap");
        var words = new ulong[OffsetPage.Words];
        for (var word = 0; word < words.Length; word++)
            words[word] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(word * sizeof(ulong))..]);
        for (var at = Bits.NextSet(words, 0, OffsetPage.Offsets); at < OffsetPage.Offsets;)
        {
            var end = Bits.NextClear(words, at, OffsetPage.Offsets);
            into.Add(first + at, first + end);
            at = end == OffsetPage.Offsets ? end : Bits.NextSet(words, end, OffsetPage.Offsets);
        }
    }
}
