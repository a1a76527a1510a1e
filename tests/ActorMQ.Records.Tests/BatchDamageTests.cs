namespace ActorMQ.Records.Tests;

public sealed class BatchDamageTests
{
    private static readonly byte[] Batch = Batches.Of([
        new Sample([1, 2], [3], [new MessageHeader("name", new byte[5])], Batches.Body(1, 9_000)),
        new Sample([4], [], [], Batches.Body(2, 9_000)),
        Batches.Bare(Batches.Body(3, 17_000)),
        Batches.Bare([]),
        new Sample([], [5, 6], [new MessageHeader("a", default), new MessageHeader("b", default)], Batches.Body(4, 33)),
    ]);

    public static TheoryData<int, byte, BatchFault> BadFields => new()
    {
        { 0, (byte)'X', BatchFault.BadMagic },
        { BatchLayout.VersionAt, 0, BatchFault.BadVersion },
        { BatchLayout.VersionAt, 2, BatchFault.BadVersion },
        { BatchLayout.ClassAt, 3, BatchFault.BadClass },
        { BatchLayout.PriorityAt, 10, BatchFault.BadClass },
        { BatchLayout.CompressionAt, 1, BatchFault.BadCompression },
        { BatchLayout.ColumnsAt + 1, 1, BatchFault.ReservedBits },
        { BatchLayout.ColumnsAt, 0x10, BatchFault.ReservedBits },
        { BatchLayout.TransactionBitsAt, 1, BatchFault.ReservedBits },
        { BatchLayout.TransactionBitsAt + 1, 0x80, BatchFault.ReservedBits },
    };

    public static TheoryData<int> Counts =>
    [
        BatchLayout.TotalBytesAt, BatchLayout.CountAt, BatchLayout.SegmentCountAt, BatchLayout.MetadataBytesAt,
        BatchLayout.BodyBytesAt,
    ];

    [Fact]
    public void The_batch_of_these_tests_has_every_part()
    {
        RecordBatch.TryReadHeader(Batch, out var header);
        Assert.Equal(BatchColumns.KeyHash | BatchColumns.TagHash | BatchColumns.Flags, header.Columns);
        Assert.InRange(header.SegmentCount, 4, 100);
    }

    [Fact]
    public void Every_byte_flipped_is_found_except_the_stamped_ones()
    {
        var bytes = (byte[])Batch.Clone();
        for (var at = 0; at < bytes.Length; at++)
        {
            var isStamped = at is >= BatchLayout.BaseOffsetAt and < BatchLayout.HeaderCrcAt;
            bytes[at] ^= (byte)(1 << (at & 7));
            Assert.Equal(isStamped, RecordBatch.Verify(bytes) == BatchFault.None);
            Assert.Equal(isStamped, BatchReader.TryOpen(bytes, out _) == BatchFault.None);
            bytes[at] = Batch[at];
        }
    }

    [Fact]
    public void Every_bit_of_a_small_batch_flipped_is_found()
    {
        var bytes = Batches.Of([new Sample([1], [2], [new MessageHeader("n", new byte[2])], [3])]);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var isStamped = bit / 8 is >= BatchLayout.BaseOffsetAt and < BatchLayout.HeaderCrcAt;
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(isStamped, RecordBatch.Verify(bytes) == BatchFault.None);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_batch_cut_anywhere_is_refused()
    {
        var headBytes = Forgery.HeadBytes(Batch);
        for (var length = 0; length < Batch.Length; length++)
        {
            Assert.Equal(BatchFault.TooShort, RecordBatch.Verify(Batch.AsSpan(0, length)));
            Assert.NotEqual(BatchFault.None, BatchReader.TryOpen(Batch.AsMemory(0, length), out _));
            var header = RecordBatch.TryReadHeader(Batch.AsSpan(0, length), out _);
            Assert.Equal(length < headBytes ? BatchFault.TooShort : BatchFault.None, header);
        }
    }

    [Fact]
    public void Bytes_behind_a_batch_are_refused()
    {
        byte[] longer = [.. Batch, 0];
        Assert.Equal(BatchFault.BadSize, RecordBatch.Verify(longer));
        Assert.Equal(BatchFault.BadSize, BatchReader.TryOpen(longer, out _));
    }

    [Theory]
    [MemberData(nameof(BadFields))]
    public void A_field_that_this_version_does_not_know_is_refused(int at, byte value, BatchFault expected)
    {
        var forged = Forgery.With8(Batch, at, value);
        Assert.Equal(expected, RecordBatch.TryReadHeader(forged, out _));
        Assert.Equal(expected, RecordBatch.Verify(forged));
        Assert.Equal(expected, BatchReader.TryOpen(forged, out _));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_lying_count_is_refused_and_allocates_nothing(int at)
    {
        foreach (var lie in (uint[])[0, 1, 16_384, 16_385, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFF0, 0x20000000])
        {
            var forged = Forgery.With32(Batch, at, lie);
            RecordBatch.Verify(forged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var verified = RecordBatch.Verify(forged);
            var opened = BatchReader.TryOpen(forged, out _);
            var header = RecordBatch.TryReadHeader(forged, out _);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            Assert.DoesNotContain(BatchFault.None, (BatchFault[])[verified, opened, header]);
        }
    }

    [Fact]
    public void Sizes_that_lie_about_each_other_are_refused()
    {
        var random = new Random(5);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var forged = (byte[])Batch.Clone();
            for (var lies = random.Next(1, 6); lies > 0; lies--)
                forged[random.Next(BatchLayout.TotalBytesAt, BatchLayout.HeaderBytes)] = (byte)random.Next();
            AssertRefusedOrReadable(Forgery.Sealed(forged, Forgery.HeadBytes(Batch)));
        }
    }

    [Fact]
    public void Columns_and_metadata_that_lie_under_right_crcs_are_refused_or_readable()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var batch = Batches.Of(Batches.Random(random, countMax: 6, bodyBytesMax: 100));
            var headBytes = Forgery.HeadBytes(batch);
            RecordBatch.TryReadHeader(batch, out var header);
            for (var lies = random.Next(1, 4); lies > 0; lies--)
                batch[random.Next(BatchLayout.ColumnsAt, headBytes + header.MetadataBytes)] = (byte)random.Next(-3, 6);
            AssertRefusedOrReadable(Forgery.Sealed(batch, headBytes));
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Random(9);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.NotEqual(BatchFault.None, RecordBatch.Verify(bytes));
            Assert.NotEqual(BatchFault.None, BatchReader.TryOpen(bytes, out _));
        }
    }

    // Whatever a batch says: either it is refused, or all of it can be read without an exception.
    private static void AssertRefusedOrReadable(byte[] batch)
    {
        var opened = BatchReader.TryOpen(batch, out var reader);
        if (batch.Length == reader.Header.TotalBytes)
            Assert.Equal(RecordBatch.Verify(batch), opened);
        for (var index = 0; index < reader.Count; index++)
        {
            var bytes = reader.Key(index).Length + reader.Tag(index).Length;
            bytes += reader.Has(index) ? reader.Body(index).Length : 0;
            Assert.InRange(bytes, 0, batch.Length);
            Assert.InRange(reader.Headers(index).Count, 0, RecordBatch.HeaderCountMax);
        }
    }
}
