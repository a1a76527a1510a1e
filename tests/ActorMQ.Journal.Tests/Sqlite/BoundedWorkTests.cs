using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>
/// Deletion in steps of known size, also across a crash; recovery that does not grow with the backlog.
/// </summary>
public sealed class BoundedWorkTests : IDisposable
{
    private static readonly SqliteJournalOptions Options = new()
    {
        IsSynced = false,
        GrowthBytes = 1 << 16,
        ReserveBytes = 0,
    };

    private readonly ScratchDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_deleted_topic_goes_in_steps_of_bounded_batches_and_events()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 4);
        PartitionId other = driver.NewTopic("other", 1)[0];
        foreach (PartitionId p in ps)
            Fill(driver, p, batches: 300, events: 2500);
        driver.Commit(driver.Append(other, 1, "kept", "kept"));
        Snapshot(driver, ps[0]);
        Snapshot(driver, ps[1]);

        Assert.True(journal.DeleteTopic(ps[0].Topic));

        Rows before = RowsNow(journal);
        int steps = 0;
        bool isMore = true;
        while (isMore)
        {
            isMore = journal.Maintain();
            Rows after = RowsNow(journal);
            Assert.InRange(before.Batches - after.Batches, 0, JournalLimits.PurgedBatchesMax);
            Assert.InRange(before.Events - after.Events, 0, JournalLimits.PurgedEventsMax);
            Assert.InRange(before.Snapshots - after.Snapshots, 0, 1);
            before = after;
            Assert.InRange(++steps, 0, 100);
        }

        Assert.Equal(new Rows(1, 1, 0), before);
        Assert.Equal(["0+1:kept"], driver.Read(other));
        Assert.Equal(["E:kept"], driver.Recover(other));
    }

    [Fact]
    public void A_crash_within_a_deletion_leaves_it_to_the_next_start()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 2);
        PartitionId other = driver.NewTopic("other", 1)[0];
        foreach (PartitionId p in ps)
            Fill(driver, p, batches: 600, events: 1500);
        driver.Commit(driver.Append(other, 1, "kept", "kept"));
        journal.DeleteTopic(ps[0].Topic);
        int crashes = 0;
        do
            AssertGoesOn($"crash{crashes++}.db", other);
        while (journal.Maintain());
        Assert.InRange(crashes, 5, 100);
    }

    [Fact]
    public void A_refused_step_of_a_deletion_leaves_the_events_in_place()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 1);
        Fill(driver, ps[0], batches: 0, events: 3);
        JournalAppend clash = driver.Append(ps[0], 1, "a", "lost");
        clash.Batches.Add(clash.Batches[0]);
        clash.Snapshot = JournalDriver.Bytes("lost");
        Assert.Equal(AppendOutcome.Rejected, driver.Commit(clash));
        Assert.Equal(3, driver.Recover(ps[0]).Length);
    }

    [Fact]
    public void Recovery_needs_the_same_memory_however_long_the_backlog_is()
    {
        long few = RecoveryBytes("warm.db", 1);
        few = Math.Max(few, RecoveryBytes("few.db", 1));
        long many = RecoveryBytes("many.db", 20);
        // 19,000 batches more: a byte for each would be too much.
        Assert.InRange(many - few, long.MinValue, 16 * 1024);
    }

    /// <summary>Bytes allocated by opening a file with that many thousand batches, and by recovering them.</summary>
    private long RecoveryBytes(string name, int thousands)
    {
        PartitionId[] ps;
        using (SqliteJournal journal = SqliteJournal.Open(directory.File(name), Options))
        {
            JournalDriver driver = new(journal);
            ps = driver.NewTopic("t", 2);
            for (int i = 0; i < thousands; i++)
                Fill(driver, ps[0], batches: 1000, events: 0);
            Fill(driver, ps[1], batches: 1, events: 2000);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using SqliteJournal again = SqliteJournal.Open(directory.File(name), Options);
        CountingSink sink = new();
        RecoveredPartition backlog = again.Recover(ps[0], sink)!.Value;
        again.Recover(ps[1], sink);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        long batches = thousands * 1000;
        Assert.Equal((0, batches), (backlog.FirstOffset, backlog.NextOffset));
        Assert.Equal(new PartitionExtent(0, batches, batches, 4 * batches), again.ReadExtent(ps[0]));
        Assert.Equal(2000, sink.Records);
        return allocated;
    }

    private static void Fill(JournalDriver driver, PartitionId partition, int batches, int events)
    {
        JournalAppend[] group =
        [
            .. Enumerable.Range(0, batches).Select(_ => driver.Append(partition, 1, "body")),
            .. Enumerable.Range(0, events).Select(_ => driver.Append(partition, 0, "", "event")),
        ];
        Assert.All(driver.CommitAll(group), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
    }

    private static void Snapshot(JournalDriver driver, PartitionId partition)
    {
        JournalAppend append = driver.Append(partition, 0);
        append.Snapshot = JournalDriver.Bytes("state");
        Assert.Equal(AppendOutcome.Stored, driver.Commit(append));
    }

    /// <summary>Opens a copy of the files as they lie there, and lets it finish.</summary>
    private void AssertGoesOn(string name, PartitionId other)
    {
        foreach (string suffix in new[] { "", "-wal" })
            File.Copy(directory.File("j.db" + suffix), directory.File(name + suffix));
        using SqliteJournal crashed = SqliteJournal.Open(directory.File(name), Options);
        while (crashed.Maintain())
        {
        }

        Assert.Equal(new Rows(1, 1, 0), RowsNow(crashed));
        JournalDriver reader = new(crashed);
        Assert.Equal(["0+1:kept"], reader.Read(other));
        Assert.Equal(["E:kept"], reader.Recover(other));
    }

    private static Rows RowsNow(SqliteJournal journal) =>
        new(Count(journal.Database, "batch"), Count(journal.Database, "event"), Count(journal.Database, "snapshot"));

    private static long Count(Database database, string table) => database.QueryLong($"SELECT count(*) FROM {table}");

    private readonly record struct Rows(long Batches, long Events, long Snapshots);

    private sealed class CountingSink : IEventSink
    {
        public int Records { get; private set; }

        public void OnSnapshot(ReadOnlySpan<byte> snapshot) => Records++;

        public void OnEvents(ReadOnlySpan<byte> events) => Records++;
    }
}
