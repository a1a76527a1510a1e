using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>Cuts bodies into segments: as many as fit 16 KiB, or a single larger one.</summary>
internal static class SegmentTable
{
    /// <summary>How many segments the bodies with these ends make.</summary>
    internal static int Count(ReadOnlySpan<int> bodyEnds)
    {
        var count = 0;
        for (var record = 0; record < bodyEnds.Length; count++)
            record = Next(bodyEnds, record);
        return count;
    }

    /// <summary>Writes one entry per segment: the record behind it, its end within the bodies, its CRC.</summary>
    internal static void Write(ReadOnlySpan<int> bodyEnds, ReadOnlySpan<byte> bodies, Span<byte> table)
    {
        var start = 0;
        for (var record = 0; record < bodyEnds.Length; table = table[BatchLayout.SegmentEntryBytes..])
        {
            record = Next(bodyEnds, record);
            var end = bodyEnds[record - 1];
            BinaryPrimitives.WriteInt32LittleEndian(table, record);
            BinaryPrimitives.WriteInt32LittleEndian(table[4..], end);
            BinaryPrimitives.WriteUInt32LittleEndian(table[8..], Crc32C.Of(bodies[start..end]));
            start = end;
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
