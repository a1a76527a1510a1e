using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>No room: the quota of the file stands in for a full disk, SQLite reports both alike.</summary>
public sealed class FullFileTests : IDisposable
{
    private static readonly SqliteJournalOptions Options = new()
    {
        PageBytes = 4096,
        GrowthBytes = 4096,
        FileBytesMax = 100 * 4096,
        ReserveBytes = 0,
    };

    private readonly ScratchDirectory directory = new();
    private readonly SqliteJournal journal;
    private readonly JournalDriver driver;

    public FullFileTests()
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
    public void Only_the_append_that_has_no_room_is_rejected()
    {
        PartitionId[] ps = driver.NewTopic("t", 3);
        JournalAppend[] group =
        [
            driver.Append(ps[0], 1, "small", "e0"),
            driver.Append(ps[1], 1, new string('x', 1_000_000), "e1"),
            driver.Append(ps[2], 1, "small", "e2"),
        ];

        AppendOutcome[] outcomes = driver.CommitAll(group);

        Assert.Equal([AppendOutcome.Stored, AppendOutcome.Rejected, AppendOutcome.Stored], outcomes);
        Assert.Contains("no room", group[1].Failure!.Message);
        Assert.Equal(["E:e0"], driver.Recover(ps[0]));
        Assert.Empty(driver.Recover(ps[1]));
        Assert.Equal(["0+1:small"], driver.Read(ps[2]));
    }

    [Fact]
    public void The_owner_goes_on_once_there_is_room_again()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        int stored = 0;
        while (driver.Commit(driver.Append(p, 1, new string('x', 20_000), $"e{stored}")) == AppendOutcome.Stored)
            stored++;
        Assert.InRange(stored, 5, 30);

        driver.Acquire(p);
        JournalAppend purge = driver.Append(p, 0);
        purge.PurgeBelow = stored;
        Assert.Equal(AppendOutcome.Stored, driver.Commit(purge));
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 1, new string('y', 20_000))));

        Assert.Single(driver.Read(p));
        Assert.Equal(stored, driver.Recover(p).Length);
    }
}
