namespace ActorMQ.Records.Tests;

public sealed class BatchBuilderTests
{
    [Fact]
    public void A_batch_stays_within_its_target_and_its_stated_bytes()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
            var random = new Random(seed);
            var builder = new BatchBuilder(random.Next(200, 100_000));
            var target = FillAndMeasure(builder, Batches.Random(random, countMax: 500, bodyBytesMax: 20_000));
            Assert.InRange(builder.Seal(Batches.Stamp).Length, 1, target);
        }
    }

    [Fact]
    public void A_full_batch_says_no_and_keeps_what_it_has()
    {
        var builder = new BatchBuilder(1024);
        while (builder.TryAdd(new byte[100]))
        {
        }

        Assert.Equal(8, builder.Count);
        Assert.False(builder.TryAdd("key"u8, default, null, new byte[100]));
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(builder.Seal(Batches.Stamp), out var reader));
        Assert.Equal(8, reader.Count);
    }

    [Fact]
    public void A_message_above_the_target_gets_a_batch_of_its_own()
    {
        var builder = new BatchBuilder(100);
        Assert.True(builder.TryAdd("key"u8, "tag"u8, null, new byte[RecordBatch.MessageBytesMax]));
        Assert.False(builder.TryAdd([]));
        Assert.Equal(BatchFault.None, RecordBatch.Verify(builder.Seal(Batches.Stamp).Span));
    }

    [Fact]
    public void The_largest_message_of_all_is_a_valid_batch()
    {
        var headers = Enumerable.Range(0, RecordBatch.HeaderCountMax)
            .Select(index => new MessageHeader($"{index:D2}", new byte[RecordBatch.HeaderBytesMax / 64 - 2])).ToArray();
        var sample = new Sample(
            new byte[RecordBatch.KeyBytesMax], new byte[RecordBatch.TagBytesMax], headers,
            new byte[RecordBatch.MessageBytesMax]);

        var batch = Batches.Of([sample]);

        Assert.Equal(BatchFault.None, RecordBatch.Verify(batch));
        BatchReader.TryOpen(batch, out var reader);
        Batches.AssertHolds(reader, [sample]);
    }

    [Fact]
    public void A_batch_takes_no_more_than_its_count_of_records()
    {
        var builder = new BatchBuilder(RecordBatch.BatchBytesMax);
        for (var index = 0; index < RecordBatch.RecordsMax; index++)
            Assert.True(builder.TryAdd([]));
        Assert.False(builder.TryAdd([]));
    }

    [Fact]
    public void Sealing_twice_gives_the_same_bytes_in_different_memory()
    {
        var pool = new SlabPool(1_000_000);
        var builder = new BatchBuilder(10_000);
        builder.TryAdd("k"u8, "t"u8, [new MessageHeader("n", new byte[3])], "body"u8);

        var first = builder.Seal(Batches.Stamp);
        var second = builder.Seal(Batches.Stamp, pool);
        builder.Reset();
        builder.TryAdd("other"u8);

        Assert.True(first.Span.SequenceEqual(second.Span));
        second.Release();
    }

    [Fact]
    public void A_reset_builder_remembers_nothing()
    {
        var builder = new BatchBuilder(10_000);
        builder.TryAdd("k"u8, "t"u8, [new MessageHeader("n", new byte[3])], "long body"u8);
        builder.Reset();
        Assert.Equal((0, 0), (builder.Count, builder.Bytes));
        Assert.Throws<InvalidOperationException>(() => builder.Seal(Batches.Stamp));
        builder.TryAdd("x"u8);

        var fresh = new BatchBuilder(10_000);
        fresh.TryAdd("x"u8);
        Assert.True(builder.Seal(Batches.Stamp).Span.SequenceEqual(fresh.Seal(Batches.Stamp).Span));
    }

    [Fact]
    public void Adding_plain_messages_to_a_warm_builder_allocates_nothing()
    {
        var builder = new BatchBuilder(256 * 1024);
        var body = new byte[100];
        Fill();
        builder.Reset();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Fill()
        {
            while (builder.TryAdd(default, default, null, body))
            {
            }
        }
    }

    [Fact]
    public void A_stamp_that_no_reader_would_take_is_refused()
    {
        var builder = new BatchBuilder(100);
        builder.TryAdd([]);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Seal(Batches.Stamp with { Priority = 10 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Seal(Batches.Stamp with { Class = (BatchClass)3 }));
    }

    [Fact]
    public void Each_limit_of_a_message_has_its_own_answer()
    {
        var tooMany = Enumerable.Repeat(new MessageHeader("n", default), RecordBatch.HeaderCountMax + 1).ToArray();
        Assert.Equal(MessageFault.None, MessageLimits.Check(default, default, tooMany[1..], default));
        Assert.Equal(MessageFault.TooManyHeaders, MessageLimits.Check(default, default, tooMany, default));
        Assert.Equal(MessageFault.KeyTooLong, MessageLimits.Check(new byte[1025], default, null, default));
        Assert.Equal(MessageFault.TagTooLong, MessageLimits.Check(default, new byte[1025], null, default));
        Assert.Equal(MessageFault.BodyTooLong, MessageLimits.Check(default, default, null, new byte[(4 << 20) + 1]));
        Assert.Equal(MessageFault.HeaderWithoutName, MessageLimits.Check(default, default, [default], default));
        Assert.Equal(
            MessageFault.HeadersTooLong,
            MessageLimits.Check(default, default, [new MessageHeader("n", new byte[16_384])], default));
        var builder = new BatchBuilder(100);
        var refused = Assert.Throws<ArgumentException>(() => builder.TryAdd(new byte[(4 << 20) + 1]));
        Assert.Contains("4194304", refused.Message, StringComparison.Ordinal);
        Assert.All(Enum.GetValues<MessageFault>(), fault => Assert.NotEmpty(MessageLimits.Describe(fault)));
    }

    // Adds until the builder says no; answers the bytes that the sealed batch may have.
    private static int FillAndMeasure(BatchBuilder builder, List<Sample> samples)
    {
        foreach (var sample in samples)
        {
            var before = builder.Bytes;
            if (!builder.TryAdd(sample.Key, sample.Tag, sample.Headers, sample.Body))
                return before;
        }

        return builder.Bytes;
    }
}
