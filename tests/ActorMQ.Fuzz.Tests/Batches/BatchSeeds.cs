using System.Text;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Batches;

/// <summary>Valid record batches of every shape, made by the product's own builder; parts of batches too.</summary>
internal static class BatchSeeds
{
    private const ulong Seed = 20;

    /// <summary>All of them: small ones, since an input's cost is its length.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [.. Make()];

    /// <summary>A batch of texts from one producer.</summary>
    public static byte[] Of(ProducerIdentity producer, int epoch, long baseSequence, params string[] bodies)
    {
        var builder = new BatchBuilder(64 << 10);
        foreach (string body in bodies)
            Assert.True(builder.TryAdd(Encoding.UTF8.GetBytes(body)));
        return builder.Seal(new BatchStamp(producer, epoch, baseSequence, 0, 0)).ToArray();
    }

    private static IEnumerable<byte[]> Make()
    {
        var random = new SeededRandom(Seed);
        for (int shape = 0; shape < 32; shape++)
        {
            byte[] batch = Make(random, shape);
            yield return batch;
            Assert.Equal(BatchFault.None, RecordBatch.TryReadHeader(batch, out BatchHeader header));
            BatchPart part = BatchPart.Of(batch, random.Next(header.Count), 1);
            if (part.Parts > 1)
                yield return Join(part);
        }
    }

    /// <summary>The slices of a part, one behind the other.</summary>
    public static byte[] Join(in BatchPart part)
    {
        var joined = new List<byte>();
        for (int index = 0; index < part.Parts; index++)
            joined.AddRange(part[index].Span);
        return [.. joined];
    }

    private static byte[] Make(SeededRandom random, int shape)
    {
        var builder = new BatchBuilder(256 << 10);
        int count = shape % 4 == 3 ? 40 : shape % 4 + 1;
        for (int record = 0; record < count; record++)
        {
            byte[] key = (shape & 4) != 0 && random.Next(3) != 0 ? Encoding.UTF8.GetBytes($"key-{record % 3}") : [];
            byte[] tag = (shape & 8) != 0 && random.Next(3) != 0 ? Encoding.UTF8.GetBytes($"tag-{record}") : [];
            MessageHeader[] headers = (shape & 16) != 0 ? Headers(random) : [];
            Assert.True(builder.TryAdd(key, tag, headers, Body(random, shape)));
        }

        var producer = shape % 3 == 0 ? default : new ProducerIdentity(7, (ulong)shape + 1);
        return builder.Seal(new BatchStamp(producer, shape % 2, shape % 5, 0, 1_700_000_000_000)).ToArray();
    }

    private static byte[] Body(SeededRandom random, int shape)
    {
        // Every fourth shape has equal bodies; one in eight has bodies of which a segment holds few.
        var body = new byte[shape % 8 == 7 ? 1_500 : shape % 4 == 0 ? 24 : random.Next(0, 60)];
        random.NextBytes(body);
        return body;
    }

    private static MessageHeader[] Headers(SeededRandom random) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(static at =>
            new MessageHeader($"näme-{at}", Encoding.UTF8.GetBytes($"value {at}")))];
}
