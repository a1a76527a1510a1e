using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Journal.Sqlite.Native;
using ActorMQ.Journal.Sqlite.Tables;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>Event records that a snapshot has replaced: removed a few at a time, and never replayed again.</summary>
public sealed class ReplacedEventTests : IDisposable
{
    private const int Events = 200;

    private static readonly SqliteJournalOptions Options = new()
    {
        IsSynced = false,
        GrowthBytes = 1 << 16,
        ReserveBytes = 0,
    };

    private readonly ScratchDirectory directory = new();
    private SqliteJournal journal;
    private JournalDriver driver;

    public ReplacedEventTests()
    {
        journal = SqliteJournal.Open(directory.File("j.db"), Options);
        driver = new JournalDriver(journal);
    }

    public void Dispose()
    {
        journal.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void They_go_with_the_appends_that_follow_a_few_with_each()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        Fill(ps[0]);
        Snapshot(ps[0], "state");
        Assert.Equal(Events, Rows());

        int left = Events;
        for (int append = 0; left > 0; append++)
        {
            Assert.InRange(append, 0, Events / (ReplacedEvents.RemovedByAppend - 1));
            Store(driver.Append(ps[1], 0, "", "event"));
            int removed = left + append + 1 - Rows();
            Assert.InRange(removed, 1, ReplacedEvents.RemovedByAppend);
            left -= removed;
        }

        Assert.Equal(["S:state"], driver.Recover(ps[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Events)]
    public void What_is_left_of_them_is_neither_replayed_nor_kept_after_a_start(int appends)
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        Fill(ps[0]);
        Snapshot(ps[0], "state");
        for (int append = 0; append < appends; append++)
            Store(driver.Append(ps[1], 0, "", "other"));
        Store(driver.Append(ps[0], 0, "", "newer"));

        Restart();

        Assert.Equal(["S:state", "E:newer"], driver.Recover(ps[0]));
        Assert.Equal(appends, driver.Recover(ps[1]).Length);
        for (int append = 0; append < Events; append++)
            Store(driver.Append(ps[1], 0));
        Assert.Equal(appends + 1, Rows());
        Assert.Equal(["S:state", "E:newer"], driver.Recover(ps[0]));
    }

    [Fact]
    public void An_append_that_is_refused_removes_none_and_replaces_none()
    {
        PartitionId[] ps = driver.NewTopic("t", 2);
        Fill(ps[0]);
        Snapshot(ps[0], "state");
        Store(driver.Append(ps[1], 1, "body", "one"));
        JournalAppend clash = driver.Append(ps[1], 1, "body", "lost");
        clash.Batches.Add(clash.Batches[0]);
        clash.Snapshot = JournalDriver.Bytes("lost");
        int before = Rows();

        Assert.Equal(AppendOutcome.Rejected, driver.Commit(clash));

        Assert.Equal(before, Rows());
        Assert.Equal(["E:one"], driver.Recover(ps[1]));
        driver.Acquire(ps);
        for (int append = 0; append < Events; append++)
            Store(driver.Append(ps[0], 0));
        Assert.Equal(1, Rows());
    }

    [Fact]
    public void Those_of_a_deleted_topic_go_with_it()
    {
        PartitionId[] ps = driver.NewTopic("t", 1);
        Fill(ps[0]);
        Snapshot(ps[0], "state");
        journal.DeleteTopic(ps[0].Topic);
        while (journal.Maintain())
        {
        }

        Restart();
        Assert.Equal(0, Rows());
    }

    private void Fill(PartitionId partition)
    {
        for (int index = 0; index < Events; index++)
            Store(driver.Append(partition, 0, "", "event"));
    }

    private void Snapshot(PartitionId partition, string state)
    {
        JournalAppend append = driver.Append(partition, 0);
        append.Snapshot = JournalDriver.Bytes(state);
        Store(append);
    }

    private void Store(JournalAppend append) => Assert.Equal(AppendOutcome.Stored, driver.Commit(append));

    private void Restart()
    {
        journal.Dispose();
        journal = SqliteJournal.Open(directory.File("j.db"), Options);
        driver.Journal = journal;
    }

    private int Rows()
    {
        using Statement count = new(journal.Database, "SELECT count(*) FROM event");
        count.Step();
        return count.Int(0);
    }
}
