namespace ActorMQ.Records.Tests;

public sealed class BatchRoundTripTests
{
    [Fact]
    public void What_was_added_is_read_back_from_random_batches()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
            var samples = Batches.Random(new Random(seed), countMax: 400, bodyBytesMax: 40_000);
            var batch = Batches.Of(samples);

            Assert.Equal(BatchFault.None, RecordBatch.Verify(batch));
            Assert.Equal(BatchFault.None, BatchReader.TryOpen(batch, out var reader));
            Batches.AssertHolds(reader, samples);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, RecordBatch.MessageBytesMax)]
    [InlineData(3, 16_384)]
    [InlineData(3, 16_385)]
    [InlineData(1000, 100)]
    [InlineData(RecordBatch.RecordsMax, 0)]
    [InlineData(RecordBatch.RecordsMax, 3)]
    public void Bodies_of_one_length_are_read_back(int count, int bodyBytes)
    {
        var batch = Batches.Plain(count, bodyBytes);

        Assert.Equal(BatchFault.None, RecordBatch.Verify(batch));
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(batch, out var reader));
        Assert.Equal(BatchColumns.EqualBodies, reader.Header.Columns);
        for (var index = 0; index < count; index++)
            Assert.True(reader.Body(index).Span.SequenceEqual(Batches.Body(index, bodyBytes)));
    }

    [Fact]
    public void The_stamp_of_the_producer_is_in_the_header()
    {
        var builder = new BatchBuilder(1024);
        builder.TryAdd("a"u8);
        var stamp = Batches.Stamp with { Class = BatchClass.Control, Priority = 9 };

        Assert.Equal(BatchFault.None, RecordBatch.TryReadHeader(builder.Seal(stamp).Span, out var header));

        Assert.Equal(stamp, new BatchStamp(
            header.Producer, header.ProducerEpoch, header.BaseSequence, header.Generation, header.CreatedUnixMs,
            header.Class, header.Priority));
    }

    [Fact]
    public void The_stamp_of_the_broker_leaves_every_crc_right()
    {
        var batch = Batches.Plain(10, 10);

        RecordBatch.Stamp(batch, baseOffset: long.MaxValue - 100, epoch: -7);

        Assert.Equal(BatchFault.None, RecordBatch.Verify(batch));
        RecordBatch.TryReadHeader(batch, out var header);
        Assert.Equal((long.MaxValue - 100, -7L), (header.BaseOffset, header.Epoch));
        Assert.Equal(long.MaxValue - 90, header.NextOffset);
    }
}
