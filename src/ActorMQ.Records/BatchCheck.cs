using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>Checks what the header CRC cannot vouch for: a hostile client can compute CRCs over lies.</summary>
internal static class BatchCheck
{
    /// <summary>Columns and segment table against the header and each other.</summary>
    internal static BatchFault Head(in BatchHead head)
    {
        var fault = BodyEnds(head);
        return fault == BatchFault.None ? Table(head) : fault;
    }

    /// <summary>The metadata block against its CRC, the flags and the hash columns.</summary>
    internal static BatchFault Metadata(in BatchHead head, ReadOnlySpan<byte> block)
    {
        ref readonly var header = ref head.Header;
        if (Crc32C.Of(block) != head.MetadataCrc)
            return BatchFault.BadMetadataCrc;
        if (!header.Columns.Has(BatchColumns.Flags))
        {
            var isBare = block.IsEmpty && (header.Columns & (BatchColumns.KeyHash | BatchColumns.TagHash)) == 0;
            return isBare ? BatchFault.None : BatchFault.Inconsistent;
        }

        if (block.Length < 4L * header.Count)
            return BatchFault.Inconsistent;

        var entries = block[(4 * header.Count)..];
        var end = 0U;
        for (var index = 0; index < header.Count; index++)
        {
            var start = end;
            end = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * index)..]);
            if (end < start || end > (uint)entries.Length)
                return BatchFault.Inconsistent;

            var fault = Entry(head, index, entries[(int)start..(int)end]);
            if (fault != BatchFault.None)
                return fault;
        }

        return end == (uint)entries.Length ? BatchFault.None : BatchFault.Inconsistent;
    }

    /// <summary>
    /// The CRCs of segments [first, first + count), whose stored bytes are exactly <paramref name="bodies"/>.
    /// </summary>
    internal static BatchFault Segments(in BatchHead head, int first, int count, ReadOnlySpan<byte> bodies)
    {
        var table = head.Segments;
        var (origin, end) = (table.ByteEnd(first - 1), first + count);
        Span<uint> crcs = stackalloc uint[SegmentTable.CrcsAtOnce];
        for (var segment = first; segment < end; segment += crcs.Length)
        {
            crcs = crcs[..Math.Min(crcs.Length, end - segment)];
            table.ComputeCrcs(segment, bodies, origin, crcs);
            for (var index = 0; index < crcs.Length; index++)
            {
                if (crcs[index] != table.Crc(segment + index))
                    return BatchFault.BadSegmentCrc;
            }
        }

        return BatchFault.None;
    }

    private static BatchFault BodyEnds(in BatchHead head)
    {
        ref readonly var header = ref head.Header;
        if (header.Columns.Has(BatchColumns.EqualBodies))
        {
            if (head.BodyLength > RecordBatch.MessageBytesMax)
                return BatchFault.TooLarge;
            return (long)head.BodyLength * header.Count == header.BodyBytes ? BatchFault.None : BatchFault.Inconsistent;
        }

        var start = 0U;
        for (var index = 0; index < header.Count; index++)
        {
            var end = head.BodyEnd(index);
            if (end < start)
                return BatchFault.Inconsistent;
            if (end - start > RecordBatch.MessageBytesMax)
                return BatchFault.TooLarge;
            start = end;
        }

        return start == (uint)header.BodyBytes ? BatchFault.None : BatchFault.Inconsistent;
    }

    private static BatchFault Table(in BatchHead head)
    {
        ref readonly var header = ref head.Header;
        var (first, start) = (0U, 0U);
        for (var segment = 0; segment < header.SegmentCount; segment++)
        {
            var (next, end) = (head.Segments.RecordEnd(segment), head.Segments.ByteEnd(segment));
            if (next <= first || next > (uint)header.Count || end < start || end != head.BodyEnd((int)next - 1))
                return BatchFault.Inconsistent;
            if (next - first > 1 && end - start > RecordBatch.SegmentBytes)
                return BatchFault.Inconsistent;
            (first, start) = (next, end);
        }

        return first == (uint)header.Count ? BatchFault.None : BatchFault.Inconsistent;
    }

    private static BatchFault Entry(in BatchHead head, int index, ReadOnlySpan<byte> entry)
    {
        var flags = head.Flags(index);
        if ((flags & ~BatchLayout.KnownFlags) != 0)
            return BatchFault.ReservedBits;
        if (flags.Has(RecordFlags.Key) != (head.KeyHash(index) != 0))
            return BatchFault.Inconsistent;
        if (flags.Has(RecordFlags.Tag) != (head.TagHash(index) != 0))
            return BatchFault.Inconsistent;
        return RecordMetadata.TryRead(entry, flags, out _) ? BatchFault.None : BatchFault.Inconsistent;
    }
}
