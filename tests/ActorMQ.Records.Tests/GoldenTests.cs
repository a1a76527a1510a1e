namespace ActorMQ.Records.Tests;

/// <summary>
/// Pins the bytes of version 1. A golden file is never rewritten: a new layout gets a new version and new files.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => ["plain", "unequal", "full", "segments", "control"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_builder_writes_the_pinned_bytes(string name) =>
        Assert.Equal(Convert.ToHexString(Golden(name)), Convert.ToHexString(Build(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pinned_bytes_are_read(string name)
    {
        var (samples, stamp) = Content(name);
        var batch = Golden(name);

        Assert.Equal(BatchFault.None, RecordBatch.Verify(batch));
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(batch, out var reader));
        Assert.Equal((stamp.Class, stamp.Priority), (reader.Header.Class, reader.Header.Priority));
        Assert.Equal((4711L, 12L), (reader.Header.BaseOffset, reader.Header.Epoch));
        Assert.Equal((stamp.Producer, stamp.ProducerEpoch), (reader.Header.Producer, reader.Header.ProducerEpoch));
        Assert.Equal(stamp.BaseSequence, reader.Header.BaseSequence);
        Assert.Equal(stamp.CreatedUnixMs, reader.Header.CreatedUnixMs);
        Batches.AssertHolds(reader, samples);
    }

    [Fact]
    public void The_pinned_part_is_written_and_read()
    {
        var part = BatchPart.Of(Golden("segments"), 1, 1);
        byte[] bytes = [.. part[0].Span, .. part[1].Span, .. part[2].Span];

        Assert.Equal(Convert.ToHexString(Golden("part")), Convert.ToHexString(bytes));
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(Golden("part"), out var reader));
        Assert.Equal((1, 2), (reader.First, reader.End));
        Batches.AssertHolds(reader, 1, Content("segments").Samples[1]);
    }

    [Fact]
    public void The_pinned_numbers_of_the_byte_codec_are_written_and_read()
    {
        var writer = new ByteWriter();
        foreach (var value in (long[])[0, 1, -1, 63, -64, 64, 8191, 8192, int.MaxValue, long.MaxValue, long.MinValue])
            writer.WriteSignedVarint(value);
        foreach (var value in (ulong[])[0, 127, 128, 16_383, 16_384, ulong.MaxValue])
            writer.WriteVarint(value);

        Assert.Equal(
            "0002017E7F8001FE7F808001FEFFFFFF0FFEFFFFFFFFFFFFFFFF01FFFFFFFFFFFFFFFFFF01"
            + "007F8001FF7F808001FFFFFFFFFFFFFFFFFF01",
            Convert.ToHexString(writer.Written));
    }

    private static byte[] Build(string name)
    {
        var (samples, stamp) = Content(name);
        var builder = new BatchBuilder(RecordBatch.BatchBytesMax);
        foreach (var sample in samples)
            builder.TryAdd(sample.Key, sample.Tag, sample.Headers, sample.Body);
        var batch = builder.Seal(stamp).ToArray();
        RecordBatch.Stamp(batch, baseOffset: 4711, epoch: 12);
        return batch;
    }

    private static (List<Sample> Samples, BatchStamp Stamp) Content(string name) => name switch
    {
        "plain" => ([Text("one"), Text("two"), Text("six")], Batches.Stamp),
        "unequal" => ([Text("one"), Text(""), Text("three")], Batches.Stamp),
        "full" => ([Full("one"), Text("two"), Full("three")], Batches.Stamp with { Priority = 0 }),
        "segments" => ([Long('a', 9_000), Long('b', 9_000), Long('c', 20_000), Text("d")], Batches.Stamp),
        "control" => ([Text("")], new BatchStamp(default, 0, 0, 0, 0, BatchClass.Control, RecordBatch.PriorityMax)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such golden file."),
    };

    private static Sample Text(string body) => Batches.Bare(Batches.Utf8(body));

    private static Sample Long(char letter, int bytes) => Text(new string(letter, bytes));

    private static Sample Full(string body) => new(
        "order-17"u8.ToArray(),
        "paid"u8.ToArray(),
        [new MessageHeader("trace", Batches.Utf8("abc")), new MessageHeader("größe", default)],
        Batches.Utf8(body));

    private static byte[] Golden(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".bin"));
}
