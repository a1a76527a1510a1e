namespace ActorMQ.Records.Tests;

public sealed class BatchPartTests
{
    private static readonly List<Sample> Samples = Mixed();
    private static readonly byte[] Batch = Batches.Of(Samples);

    [Fact]
    public void Every_range_of_a_batch_can_be_checked_and_read_alone()
    {
        for (var first = 0; first < Samples.Count; first++)
        {
            for (var count = 1; first + count <= Samples.Count; count++)
            {
                var part = BatchPart.Of(Batch, first, count);
                var sent = Send(part);
                Assert.Equal(part.Bytes, sent.Length);
                Assert.True(part.Parts == 1 ? sent.Length == Batch.Length : sent.Length < Batch.Length);
                AssertReads(sent, first, count);
            }
        }
    }

    [Fact]
    public void The_whole_range_is_the_batch_itself_in_one_slice()
    {
        var part = BatchPart.Of(Batch, 0, Samples.Count);
        Assert.Equal(1, part.Parts);
        Assert.True(part[0].Equals(Batch.AsMemory()));
        Assert.Throws<ArgumentOutOfRangeException>(() => part[1]);
    }

    [Fact]
    public void Nothing_is_copied_but_the_trailer()
    {
        var part = BatchPart.Of(Batch, 20, 1);
        Assert.Equal(3, part.Parts);
        Assert.True(part[0].Equals(Batch.AsMemory(0, part[0].Length)));
        Assert.True(Batch.AsSpan().Overlaps(part[1].Span));
        Assert.Equal(BatchLayout.PartTrailerBytes, part[2].Length);
    }

    [Fact]
    public void A_part_of_empty_bodies_reads_too()
    {
        var samples = new List<Sample> { Batches.Bare(new byte[30_000]), Batches.Bare([]), Batches.Bare([]) };
        var part = BatchPart.Of(Batches.Of(samples), 1, 2);
        Assert.Equal(2, part.Parts);
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(Send(part), out var reader));
        Assert.Equal((1, 3), (reader.First, reader.End));
        Batches.AssertHolds(reader, samples);
    }

    [Fact]
    public void A_broker_refuses_a_part_as_a_batch()
    {
        var sent = Send(BatchPart.Of(Batch, 20, 1));
        Assert.Equal(BatchFault.TooShort, RecordBatch.Verify(sent));
    }

    [Fact]
    public void Every_byte_of_a_part_flipped_is_found()
    {
        var sent = Send(BatchPart.Of(Batch, 20, 1));
        for (var at = 0; at < sent.Length; at++)
        {
            if (at is >= BatchLayout.BaseOffsetAt and < BatchLayout.HeaderCrcAt)
                continue;
            sent[at] ^= 0x10;
            Assert.NotEqual(BatchFault.None, BatchReader.TryOpen(sent, out _));
            sent[at] ^= 0x10;
        }

        Assert.Equal(BatchFault.None, BatchReader.TryOpen(sent, out _));
    }

    [Fact]
    public void A_part_cut_anywhere_is_refused()
    {
        var sent = Send(BatchPart.Of(Batch, 20, 1));
        for (var length = 0; length < sent.Length; length++)
            Assert.NotEqual(BatchFault.None, BatchReader.TryOpen(sent.AsMemory(0, length), out _));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MinValue, 1)]
    public void A_trailer_that_lies_is_refused(int firstSegment, int segmentCount)
    {
        var sent = Send(BatchPart.Of(Batch, 20, 1));
        new PartTrailer(firstSegment, segmentCount).ToBytes().CopyTo(sent.AsSpan(sent.Length - 16));
        Assert.Equal(BatchFault.BadPart, BatchReader.TryOpen(sent, out _));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 100_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_range_out_of_the_batch_is_refused(int first, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchPart.Of(Batch, first, count));

    private static void AssertReads(byte[] sent, int first, int count)
    {
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(sent, out var reader));
        Assert.True(reader.First <= first && reader.End >= first + count);
        for (var index = first; index < first + count; index++)
        {
            Assert.True(reader.Has(index));
            Batches.AssertHolds(reader, index, Samples[index]);
        }

        if (reader.End < reader.Count)
            Assert.Throws<ArgumentOutOfRangeException>(() => reader.Body(reader.End));
    }

    private static byte[] Send(BatchPart part)
    {
        var sent = new List<byte>();
        for (var slice = 0; slice < part.Parts; slice++)
            sent.AddRange(part[slice].Span);
        return [.. sent];
    }

    // Several segments of several records, one of a single body, and a last one that is small.
    private static List<Sample> Mixed()
    {
        var random = new Random(11);
        var samples = new List<Sample>();
        for (var index = 0; index < 40; index++)
        {
            var bytes = index == 17 ? 20_000 : index == 39 ? 0 : random.Next(500, 4_000);
            var key = index % 3 == 0 ? Batches.Utf8($"key-{index}") : [];
            samples.Add(new Sample(key, [], [], Batches.Body(index, bytes)));
        }

        return samples;
    }
}
