using System.Buffers.Binary;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Batches;

/// <summary>
/// Changes fields of a record batch, and most often makes the CRCs right again, as a hostile client can.
/// </summary>
internal static class BatchMutator
{
    private static readonly (int At, int Width)[] Fields =
    [
        (0, 4), (BatchLayout.VersionAt, 1), (BatchLayout.ClassAt, 1), (BatchLayout.PriorityAt, 1),
        (BatchLayout.CompressionAt, 1), (BatchLayout.TotalBytesAt, 4), (BatchLayout.CountAt, 4),
        (BatchLayout.BaseOffsetAt, 8), (BatchLayout.EpochAt, 8), (BatchLayout.ColumnsAt, 2),
        (BatchLayout.TransactionBitsAt, 2), (BatchLayout.ProducerHighAt, 8), (BatchLayout.ProducerLowAt, 8),
        (BatchLayout.BaseSequenceAt, 8), (BatchLayout.ProducerEpochAt, 4), (BatchLayout.GenerationAt, 4),
        (BatchLayout.CreatedAt, 8), (BatchLayout.SegmentCountAt, 4), (BatchLayout.MetadataBytesAt, 4),
        (BatchLayout.MetadataCrcAt, 4), (BatchLayout.BodyBytesAt, 4),
    ];

    /// <summary>A changed copy of a batch or a part of one.</summary>
    public static byte[] Change(SeededRandom random, byte[] batch, byte[] other)
    {
        int headBytes = HeadBytes(batch);
        byte[] changed = [.. batch];
        for (int left = random.Next(3) == 0 ? random.Next(2, 5) : 1; left > 0; left--)
            changed = ChangeOnce(random, changed, other, headBytes);
        if (random.Next(8) != 0)
            Seal(changed, headBytes);
        return changed;
    }

    private static byte[] ChangeOnce(SeededRandom random, byte[] batch, byte[] other, int headBytes)
    {
        if (batch.Length < BatchLayout.HeaderBytes)
            return Havoc.Change(random, batch, other);
        switch (random.Next(10))
        {
            case <= 3:
                ChangeField(random, batch);
                return batch;
            case 4 or 5:
                return ChangeRange(random, batch, BatchLayout.HeaderBytes, headBytes, canMove: false);
            case 6 or 7:
                return ChangeRange(random, batch, headBytes, batch.Length, canMove: random.Next(3) == 0);
            case 8:
                MoveBoundary(random, batch);
                return batch;
            default:
                return Havoc.Change(random, batch, other);
        }
    }

    private static void ChangeField(SeededRandom random, byte[] batch)
    {
        (int at, int width) = Fields[random.Next(Fields.Length)];
        Span<byte> field = batch.AsSpan(at, width);
        Span<byte> number = stackalloc byte[8];
        number.Clear();
        field.CopyTo(number);
        ulong value = Numbers.Near(random, BinaryPrimitives.ReadUInt64LittleEndian(number));
        BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        number[..width].CopyTo(field);
    }

    // Bytes of the columns and the segment table, or of metadata and bodies; the length stays unless it may move.
    private static byte[] ChangeRange(SeededRandom random, byte[] batch, int from, int to, bool canMove)
    {
        (from, to) = (Math.Min(from, batch.Length), Math.Min(to, batch.Length));
        if (from >= to)
            return batch;
        if (canMove)
            return [.. batch.AsSpan(0, from), .. Havoc.Change(random, batch.AsSpan(from, to - from), default)];
        int at = random.Next(from, to);
        if (to - at >= 4 && random.Next(2) == 0)
        {
            Span<byte> word = batch.AsSpan(at & ~3, 4);
            uint value = (uint)Numbers.Near(random, BinaryPrimitives.ReadUInt32LittleEndian(word));
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        }
        else
        {
            batch[at] = (byte)Numbers.Near(random, batch[at]);
        }

        return batch;
    }

    // Two sizes that add up to the same: the sum is right and each is a lie.
    private static void MoveBoundary(SeededRandom random, byte[] batch)
    {
        int moved = random.Next(-16, 17);
        (int one, int two) = random.Next(3) switch
        {
            0 => (BatchLayout.MetadataBytesAt, BatchLayout.BodyBytesAt),
            1 => (BatchLayout.TotalBytesAt, BatchLayout.BodyBytesAt),
            _ => (BatchLayout.TotalBytesAt, BatchLayout.MetadataBytesAt),
        };
        Add(batch, one, moved);
        Add(batch, two, one == BatchLayout.TotalBytesAt ? moved : -moved);
    }

    private static void Add(byte[] batch, int at, int count)
    {
        Span<byte> field = batch.AsSpan(at, 4);
        BinaryPrimitives.WriteInt32LittleEndian(field, BinaryPrimitives.ReadInt32LittleEndian(field) + count);
    }

    private static int HeadBytes(byte[] batch) =>
        RecordBatch.TryReadHeader(batch, out BatchHeader header) == BatchFault.None
            ? header.HeadBytes
            : Math.Min(batch.Length, BatchLayout.HeaderBytes);

    // The CRCs where the sizes that the bytes tell put them; where they tell nonsense, where the true batch has them.
    private static void Seal(byte[] batch, int trueHeadBytes)
    {
        if (batch.Length < BatchLayout.HeaderBytes)
            return;
        long head = ToldHeadBytes(batch);
        bool isSense = head >= BatchLayout.HeaderBytes && head <= batch.Length;
        int headBytes = isSense ? (int)head : Math.Clamp(trueHeadBytes, BatchLayout.HeaderBytes, batch.Length);
        int metadataBytes = BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(BatchLayout.MetadataBytesAt));
        if (metadataBytes >= 0 && metadataBytes <= batch.Length - headBytes)
        {
            uint metadataCrc = Crc32C.Of(batch.AsSpan(headBytes, metadataBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(batch.AsSpan(BatchLayout.MetadataCrcAt), metadataCrc);
            SealSegments(batch, headBytes, headBytes + metadataBytes);
        }

        uint headerCrc = RecordBatch.HeaderCrc(batch.AsSpan(0, headBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(batch.AsSpan(BatchLayout.HeaderCrcAt), headerCrc);
    }

    private static void SealSegments(byte[] batch, int headBytes, int bodiesAt)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(BatchLayout.SegmentCountAt));
        long tableAt = headBytes - (long)count * BatchLayout.SegmentEntryBytes;
        if (count is < 1 or > 64 || tableAt < BatchLayout.HeaderBytes)
            return;
        long start = 0;
        for (int segment = 0; segment < count; segment++)
        {
            Span<byte> entry = batch.AsSpan((int)tableAt + segment * BatchLayout.SegmentEntryBytes);
            long end = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            if (end < start || bodiesAt + end > batch.Length)
                return;
            uint crc = Crc32C.Of(batch.AsSpan((int)(bodiesAt + start), (int)(end - start)));
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], crc);
            start = end;
        }
    }

    private static long ToldHeadBytes(byte[] batch) => BatchLayout.HeadBytes(
        BatchLayout.KnownColumns
            & (BatchColumns)BinaryPrimitives.ReadUInt16LittleEndian(batch.AsSpan(BatchLayout.ColumnsAt)),
        BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(BatchLayout.CountAt)),
        BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(BatchLayout.SegmentCountAt)));
}
