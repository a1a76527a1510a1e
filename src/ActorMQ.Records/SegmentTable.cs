using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>
/// The segment table as a view: per segment the record behind it, its end within the stored bodies, and its CRC.
/// </summary>
internal readonly ref struct SegmentTable(ReadOnlySpan<byte> entries)
{
    /// <summary>How many CRCs <see cref="ComputeCrcs"/> makes at once.</summary>
    internal const int CrcsAtOnce = 3;

    private readonly ReadOnlySpan<byte> _entries = entries;

    internal int Count => _entries.Length / BatchLayout.SegmentEntryBytes;

    /// <summary>The record behind the last one of a segment; of segment -1 it is 0.</summary>
    internal uint RecordEnd(int segment) => segment < 0 ? 0 : Field(segment, 0);

    /// <summary>The end of a segment within the stored bodies; of segment -1 it is 0.</summary>
    internal uint ByteEnd(int segment) => segment < 0 ? 0 : Field(segment, 4);

    internal uint Crc(int segment) => Field(segment, 8);

    /// <summary>
    /// The segment that holds a record. The table must be one that <see cref="BatchCheck.Head"/> accepted.
    /// </summary>
    internal int IndexOf(int record)
    {
        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (RecordEnd(middle) > (uint)record)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>
    /// Computes the CRCs of the next segments from <paramref name="first"/> on, one per entry of
    /// <paramref name="crcs"/>. <paramref name="bodies"/> starts at <paramref name="origin"/> of the stored bodies.
    /// </summary>
    internal void ComputeCrcs(int first, ReadOnlySpan<byte> bodies, uint origin, Span<uint> crcs)
    {
        if (crcs.Length == CrcsAtOnce)
        {
            var one = Segment(first, bodies, origin);
            var two = Segment(first + 1, bodies, origin);
            var three = Segment(first + 2, bodies, origin);
            (crcs[0], crcs[1], crcs[2]) = Crc32C.OfThree(one, two, three);
            return;
        }

        for (var index = 0; index < crcs.Length; index++)
            crcs[index] = Crc32C.Of(Segment(first + index, bodies, origin));
    }

    private ReadOnlySpan<byte> Segment(int segment, ReadOnlySpan<byte> bodies, uint origin) =>
        bodies[(int)(ByteEnd(segment - 1) - origin)..(int)(ByteEnd(segment) - origin)];

    private uint Field(int segment, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(_entries[(segment * BatchLayout.SegmentEntryBytes + at)..]);
}
