using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Tests;

/// <summary>
/// Pins the stored bytes. A golden file is never rewritten: a new layout gets new files, and the old ones stay
/// readable.
/// </summary>
public sealed class StoredBytesTests
{
    private const string Events = "events-2";
    private const string Snapshot = "snapshot-2";

    [Fact]
    public void The_event_record_has_the_pinned_bytes()
    {
        var (events, _) = Story();
        Assert.Equal(Convert.ToHexString(Golden(Events)), Convert.ToHexString(events));
    }

    [Fact]
    public void The_snapshot_has_the_pinned_bytes()
    {
        var (_, partition) = Story();
        Assert.Equal(Convert.ToHexString(Golden(Snapshot)), Convert.ToHexString(Partitions.Snapshot(partition)));
    }

    [Fact]
    public void The_pinned_bytes_are_read_to_the_same_state()
    {
        var replayed = Fresh();
        replayed.Replay(Golden(Events));
        Assert.Equal(Golden(Snapshot), Partitions.Snapshot(replayed));
        Assert.Equal(Golden(Snapshot), Partitions.Snapshot(Partitions.Read(Golden(Snapshot))));
    }

    [Fact]
    public void Bytes_from_before_retries_are_read()
    {
        var replayed = Fresh();
        replayed.Replay(Golden("events"));
        var read = Partitions.Read(Golden("snapshot"));
        Assert.Equal(Partitions.Snapshot(replayed), Partitions.Snapshot(read));
        Assert.True(read.TryGetGroup(1, out var group));
        Assert.Equal((20L, 139_900L, 74_326), (group.Floor, group.Cursor, group.InFlight));
        Assert.Equal((4L, 0L, 0), (group.WaitingCount, group.RetryCount, group.MoveCount));
        Assert.True(group.TryDecideTake(new Take(1, 1), default, out var e));
        Assert.Equal((31L, 3), (e.First, e.Attempt));
    }

    [Fact]
    public void A_page_of_many_runs_is_a_bitmap()
    {
        var (set, read, bytes) = (new OffsetSet(), new OffsetSet(), new ByteWriter());
        for (var offset = 3 * OffsetPage.Offsets; offset < 4 * OffsetPage.Offsets; offset += 4)
            set.Add(offset, offset + 1);
        PageCodec.Write(3, set.Page(3)!, bytes);

        Assert.Equal(2 + (OffsetPage.Offsets / 8), bytes.Length);
        var bitmap = string.Concat(Enumerable.Repeat("11", OffsetPage.Offsets / 8));
        Assert.Equal("0303" + bitmap, Convert.ToHexString(bytes.Written));
        var from = new ByteReader(bytes.Written);
        PageCodec.Read(read, ref from);
        Assert.True(from.IsAtEnd);
        Assert.Equal(set.Page(3)!.Bitmap, read.Page(3)!.Bitmap);
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        foreach (var index in Enumerable.Range(0, Golden(Events).Length))
            Assert.Throws<CorruptRecordException>(() => Fresh().Replay(Flipped(Golden(Events), index)));
        foreach (var index in Enumerable.Range(0, Golden(Snapshot).Length))
            Assert.Throws<CorruptRecordException>(() => Fresh().ReadSnapshot(Flipped(Golden(Snapshot), index)));
    }

    [Fact]
    public void Every_cut_tail_is_found()
    {
        for (var length = 0; length < Golden(Events).Length; length++)
            Assert.Throws<CorruptRecordException>(() => Fresh().Replay(Golden(Events).AsSpan(0, length)));
        for (var length = 0; length < Golden(Snapshot).Length; length++)
            Assert.Throws<CorruptRecordException>(() => Fresh().ReadSnapshot(Golden(Snapshot).AsSpan(0, length)));
    }

    [Fact]
    public void Nonsense_with_a_right_crc_stops_with_one_of_two_exceptions()
    {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var events = Resealed(Golden(Events), random);
            AssertStopsOrReads(() => Fresh().Replay(events));
            var snapshot = Resealed(Golden(Snapshot), random);
            AssertStopsOrReads(() => Fresh().ReadSnapshot(snapshot));
        }
    }

    [Fact]
    public void A_missing_record_is_found_and_a_repeated_one_skipped()
    {
        var (partition, _) = Partitions.With(records: 3);
        var first = Partitions.Drain(partition);
        Partitions.Fill(partition, 2);
        var second = Partitions.Drain(partition);

        Assert.Throws<CorruptRecordException>(() => Fresh().Replay(second));
        var replayed = Fresh();
        foreach (var record in (byte[][])[first, first, second, first, second])
            replayed.Replay(record);
        Assert.Equal((5, 5, 2), (replayed.NextOffset, replayed.DurableOffset, replayed.RecordNumber));
        Assert.Equal(Partitions.Snapshot(partition), Partitions.Snapshot(replayed));
    }

    [Fact]
    public void Nothing_applied_gives_no_record()
    {
        var (partition, _) = Partitions.With(records: 1);
        Partitions.Drain(partition);
        var into = new ByteWriter();
        Assert.Equal((0, 0), (partition.DrainEvents(into), into.Length));
        Assert.Equal(1, partition.RecordNumber);
    }

    // Each kind of event that is still written, and every section.
    private static (byte[] Events, Partition Partition) Story()
    {
        var (partition, group) = Partitions.With(records: 140_000);
        var idle = new ProducerIdentity(0x0123456789ABCDEF, 0xFEDCBA9876543210);
        Partitions.Accept(partition, new AppendBatch(idle, 3, 0, 10), ms: 7);
        Partitions.Accept(partition, new AppendBatch(Partitions.Anna, 0, 0, 5), ms: 300_000);
        partition.MarkDurable(partition.NextOffset);
        partition.EvictIdleProducers(Partitions.At(300_000));
        Partitions.TakeAll(group, consumer: -5, messagesMax: 139_900);
        Settle(SettleKind.Ack, 0, 20);
        Settle(SettleKind.Ack, 65_536, 65_536);
        for (var offset = 131_072; offset < 131_100; offset += 2)
            Settle(SettleKind.Ack, offset, 1);
        Settle(SettleKind.Nack, 30, 4);
        Settle(SettleKind.Nack, 40, 1);
        group.Policy = GroupPolicy.Default;
        Settle(SettleKind.Nack, 200, 500);
        Settle(SettleKind.Nack, 65_535, 1, delayMs: 90_000_000);
        Settle(SettleKind.Reject, 1_000, 3, reason: "no such account");
        Settle(SettleKind.Reject, 2_000, 1);
        group.FinishMoves(2);
        Assert.InRange(group.ReleaseDue(Partitions.At(301_000)), 1, 499);
        Serve(partition, group);
        return (Partitions.Drain(partition), partition);

        void Settle(SettleKind kind, long first, int count, int delayMs = -1, string? reason = null)
        {
            var command = new SettleRange(
                kind, first, count, Tenure: 1, Attempt: 1, Consumer: -5, DelayMs: delayMs, Reason: reason);
            Assert.Equal(new SettleResult(count, 0), group.Settle(command, Partitions.At(0)));
        }
    }

    private static void Serve(Partition partition, Group group)
    {
        partition.EnsureGroup(2, GroupStart.Latest, out _);
        partition.EnsureGroup(3, GroupStart.Earliest, out _);
        partition.RemoveGroup(3);
        partition.StartTenure(2, Partitions.At(300_000));
        group.TryDecideTake(new Take(6, 3, Concurrency: 2), Partitions.At(0), out var taken);
        group.Apply(taken);
        group.ReleaseConsumer(6, uncleanly: true, Partitions.At(0));
        Partitions.TakeOne(group, consumer: 6, messagesMax: 1);
        group.ReleaseConsumer(6, uncleanly: false, Partitions.At(0));
        group.TryDecideTake(new Take(8, 4, Concurrency: 3), Partitions.At(0), out taken);
        group.Apply(taken);
    }

    private static void AssertStopsOrReads(Action read)
    {
        var thrown = Record.Exception(read);
        Assert.True(thrown is null or CorruptRecordException or InvariantException, thrown?.ToString());
    }

    private static Partition Fresh() => new(new PartitionId(1, 0));

    private static byte[] Flipped(byte[] bytes, int index)
    {
        bytes[index] ^= 0x10;
        return bytes;
    }

    private static byte[] Resealed(byte[] bytes, Random random)
    {
        for (var change = random.Next(1, 4); change > 0; change--)
            bytes[random.Next(Math.Min(400, bytes.Length - 4))] = (byte)random.Next(256);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Crc32C.Of(bytes.AsSpan(0, bytes.Length - 4)));
        return bytes;
    }

    private static byte[] Golden(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.bin"));
}
