using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>Files of every format that was ever released: they must load for ever, and serve.</summary>
public sealed class GoldenFileTests
{
    [Fact]
    public void A_file_of_format_1_still_loads()
    {
        using ScratchDirectory directory = new();
        string path = directory.File("j.db");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Golden", "journal-v1.db"), path);
        using SqliteJournal journal = SqliteJournal.Open(path);
        JournalDriver driver = new(journal);

        CatalogueRows rows = journal.ReadCatalogue();
        Assert.Equal(
            [new TopicRow(2, "orders", 2, TopicKind.Queue, 1_700_000_000_000, TopicSettings.Default)], rows.Topics);
        Assert.Equal([new GroupRow(1, 2, "billing")], rows.Groups);
        PartitionId first = new(2, 0);
        PartitionId second = new(2, 1);
        Assert.Equal(["S:state", "E:third"], driver.Recover(first));
        Assert.Equal(["E:other"], driver.Recover(second));
        Assert.Equal(["3+2:de"], driver.Read(first));
        Assert.Equal(new RecoveredPartition(3, 3, 5), journal.Recover(first, new RecordingSink()));

        driver.Acquire(first);
        Assert.Equal(2, driver.Right(first).Ownership.Epoch);
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(first, 1, "f")));
        Assert.Equal(["3+2:de", "5+1:f"], driver.Read(first));
        Assert.True(journal.DeleteTopic(2));
    }

    [Fact]
    public void The_file_that_is_written_today_reads_like_the_golden_one()
    {
        using ScratchDirectory directory = new();
        Write(directory.File("j.db"));
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"));
        JournalDriver driver = new(journal);
        Assert.Equal(["S:state", "E:third"], driver.Recover(new PartitionId(2, 0)));
        Assert.Equal(["3+2:de"], driver.Read(new PartitionId(2, 0)));
    }

    /// <summary>How Golden/journal-v1.db was made.</summary>
    private static void Write(string path)
    {
        SqliteJournalOptions options = new() { PageBytes = 1024, GrowthBytes = 1024 };
        using SqliteJournal journal = SqliteJournal.Open(path, options);
        JournalDriver driver = new(journal);
        PartitionId gone = driver.NewTopic("gone", 1)[0];
        PartitionId[] ps = driver.NewTopic("orders", 2);
        journal.EnsureGroup(ps[0].Topic, "billing");
        driver.CommitAll(driver.Append(ps[0], 3, "abc", "first"), driver.Append(ps[1], 1, "x", "other"));
        JournalAppend snapshot = driver.Append(ps[0], 2, "de", "second");
        snapshot.Snapshot = JournalDriver.Bytes("state");
        driver.Commit(snapshot);
        JournalAppend purge = driver.Append(ps[0], 0, "", "third");
        purge.PurgeBelow = 3;
        driver.Commit(purge);
        journal.DeleteTopic(gone.Topic);
    }
}
