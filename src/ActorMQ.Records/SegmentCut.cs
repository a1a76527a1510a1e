using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>Cuts bodies into segments, as many as fit 16 KiB or a single larger one, and writes their table.</summary>
internal static class SegmentCut
{
    /// <summary>How many segments the bodies with these ends make.</summary>
    internal static int Count(ReadOnlySpan<int> bodyEnds)
    {
        var count = 0;
        for (var record = 0; record < bodyEnds.Length; count++)
            record = Next(bodyEnds, record);
        return count;
    }

    /// <summary>Writes one entry per segment.</summary>
    internal static void Write(ReadOnlySpan<int> bodyEnds, ReadOnlySpan<byte> bodies, Span<byte> table)
    {
        var entry = table;
        for (var record = 0; record < bodyEnds.Length; entry = entry[BatchLayout.SegmentEntryBytes..])
        {
            record = Next(bodyEnds, record);
            BinaryPrimitives.WriteInt32LittleEndian(entry, record);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], bodyEnds[record - 1]);
        }

        WriteCrcs(bodies, table);
    }

    private static void WriteCrcs(ReadOnlySpan<byte> bodies, Span<byte> table)
    {
        Span<uint> crcs = stackalloc uint[SegmentTable.CrcsAtOnce];
        var view = new SegmentTable(table);
        for (var segment = 0; segment < view.Count; segment += crcs.Length)
        {
            crcs = crcs[..Math.Min(crcs.Length, view.Count - segment)];
            view.ComputeCrcs(segment, bodies, 0, crcs);
            for (var index = 0; index < crcs.Length; index++)
                BinaryPrimitives.WriteUInt32LittleEndian(
                    table[((segment + index) * BatchLayout.SegmentEntryBytes + 8)..], crcs[index]);
        }
    }

    // The record behind the segment that starts with this one.
    private static int Next(ReadOnlySpan<int> bodyEnds, int record)
    {
        var limit = (record == 0 ? 0 : bodyEnds[record - 1]) + RecordBatch.SegmentBytes;
        var next = record + 1;
        while (next < bodyEnds.Length && bodyEnds[next] <= limit)
            next++;
        return next;
    }
}
