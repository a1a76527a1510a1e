using System.Text;

namespace ActorMQ.Records.Tests;

/// <summary>Makes batches for tests, by hand or from a seed.</summary>
internal static class Batches
{
    internal static readonly BatchStamp Stamp = new(
        new ProducerIdentity(0x0123456789ABCDEF, 0xFEDCBA9876543210), ProducerEpoch: 3, BaseSequence: 77, Generation: 5,
        CreatedUnixMs: 1_700_000_000_123);

    internal static byte[] Plain(int count, int bodyBytes)
    {
        var builder = new BatchBuilder(RecordBatch.BatchBytesMax);
        for (var index = 0; index < count; index++)
            Assert.True(builder.TryAdd(Body(index, bodyBytes)));
        return builder.Seal(Stamp).ToArray();
    }

    internal static byte[] Of(IEnumerable<Sample> samples)
    {
        var builder = new BatchBuilder(RecordBatch.BatchBytesMax);
        foreach (var sample in samples)
            Assert.True(builder.TryAdd(sample.Key, sample.Tag, sample.Headers, sample.Body));
        return builder.Seal(Stamp).ToArray();
    }

    internal static byte[] Body(int seed, int bytes)
    {
        var body = new byte[bytes];
        new Random(seed).NextBytes(body);
        return body;
    }

    internal static Sample Bare(byte[] body) => new([], [], [], body);

    /// <summary>Messages with every mixture of metadata and sizes; bodies now and then larger than a segment.</summary>
    internal static List<Sample> Random(Random random, int countMax, int bodyBytesMax)
    {
        var kinds = random.Next(8);
        var samples = new List<Sample>();
        for (var left = random.Next(1, countMax + 1); left > 0; left--)
        {
            samples.Add(new Sample(
                (kinds & 1) != 0 && random.Next(3) > 0 ? Bytes(random, 1, 20) : [],
                (kinds & 2) != 0 && random.Next(3) > 0 ? Bytes(random, 1, 10) : [],
                (kinds & 4) != 0 && random.Next(3) > 0 ? Headers(random) : [],
                Bytes(random, 0, random.Next(20) == 0 ? bodyBytesMax : Math.Min(300, bodyBytesMax))));
        }

        return samples;
    }

    internal static void AssertHolds(BatchReader reader, IReadOnlyList<Sample> samples)
    {
        Assert.Equal(samples.Count, reader.Count);
        for (var index = 0; index < samples.Count; index++)
            AssertHolds(reader, index, samples[index]);
    }

    internal static void AssertHolds(BatchReader reader, int index, Sample sample)
    {
        if (reader.Has(index))
            Assert.True(reader.Body(index).Span.SequenceEqual(sample.Body));
        Assert.Equal(sample.Key, reader.Key(index).ToArray());
        Assert.Equal(sample.Tag, reader.Tag(index).ToArray());
        Assert.Equal(KeyHash.Of(sample.Key), reader.KeyHash(index));
        Assert.Equal(KeyHash.OfTag(sample.Tag), reader.TagHash(index));
        Assert.Equal(Pairs(sample.Headers), Pairs(reader.Headers(index)));
    }

    private static IEnumerable<(string, string)> Pairs(IReadOnlyList<MessageHeader> headers) =>
        headers.Select(header => (header.Name, Convert.ToHexString(header.Value.Span)));

    private static MessageHeader[] Headers(Random random)
    {
        var headers = new MessageHeader[random.Next(1, 5)];
        for (var index = 0; index < headers.Length; index++)
            headers[index] = new MessageHeader($"näme-{random.Next(100)}", Bytes(random, 0, 12));
        return headers;
    }

    private static byte[] Bytes(Random random, int min, int max)
    {
        var bytes = new byte[random.Next(min, max + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
