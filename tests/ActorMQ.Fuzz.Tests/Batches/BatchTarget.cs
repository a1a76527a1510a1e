using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Batches;

/// <summary>The check and the reader of record batches: one batch a round.</summary>
internal sealed class BatchTarget : FuzzTarget
{
    private readonly IReadOnlyList<byte[]> seeds = BatchSeeds.All;

    public override void Play(SeededRandom random, InputLog log)
    {
        byte[] input = BatchMutator.Change(random, seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)]);
        log.Add(input);
        log.Count(Read(random, input).ToString());
    }

    /// <summary>Gives bytes to the check and the reader; throws where these disagree, or an accessor fails.</summary>
    public static BatchFault Read(SeededRandom random, byte[] input)
    {
        BatchFault headFault = RecordBatch.TryReadHeader(input, out BatchHeader header);
        BatchFault verified = RecordBatch.Verify(input);
        BatchFault opened = BatchReader.TryOpen(input, out BatchReader reader);
        Assert.False(headFault != BatchFault.None && (verified == BatchFault.None || opened == BatchFault.None));
        if (opened != BatchFault.None)
        {
            Assert.NotEqual(BatchFault.None, verified);
            return opened;
        }

        Assert.Equal(input.Length == header.TotalBytes, verified == BatchFault.None);
        ReadAll(reader);
        if (verified == BatchFault.None)
            ReadPart(random, input, reader);
        return BatchFault.None;
    }

    private static void ReadAll(in BatchReader reader)
    {
        Assert.InRange(reader.Count, 1, RecordBatch.RecordsMax);
        Assert.True(reader.First >= 0 && reader.First < reader.End && reader.End <= reader.Count);
        for (int index = 0; index < reader.Count; index++)
        {
            if (reader.Has(index))
                Assert.InRange(reader.Body(index).Length, 0, RecordBatch.MessageBytesMax);
            Assert.InRange(reader.Key(index).Length, 0, RecordBatch.KeyBytesMax);
            Assert.InRange(reader.Tag(index).Length, 0, RecordBatch.TagBytesMax);
            Assert.Equal(reader.Key(index).IsEmpty, reader.KeyHash(index) == 0);
            Assert.Equal(reader.Tag(index).IsEmpty, reader.TagHash(index) == 0);
            Assert.InRange(reader.Headers(index).Count, 0, RecordBatch.HeaderCountMax);
            Assert.Equal(RecordFlags.None, reader.Flags(index) & ~BatchLayout.KnownFlags);
        }
    }

    // What is accepted whole can be delivered in part, and the part says the same.
    private static void ReadPart(SeededRandom random, byte[] batch, in BatchReader whole)
    {
        int first = random.Next(whole.Count);
        int count = random.Next(1, whole.Count - first + 1);
        byte[] joined = BatchSeeds.Join(BatchPart.Of(batch, first, count));
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(joined, out BatchReader part));
        for (int index = first; index < first + count; index++)
            Assert.True(part.Has(index) && part.Body(index).Span.SequenceEqual(whole.Body(index).Span));
    }
}
