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
        using SqliteJournal journal = SqliteJournal.Open(Take(directory, "journal-v1.db"));
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
    public void A_backlog_of_format_1_is_counted_aged_and_goes_on()
    {
        using ScratchDirectory directory = new();
        string path = Take(directory, "journal-v1-backlog.db");
        PartitionId[] ps = [new(1, 0), new(1, 1), new(1, 2)];
        for (int openings = 0; openings < 2; openings++)
        {
            using SqliteJournal journal = SqliteJournal.Open(path);
            JournalDriver driver = new(journal);
            TopicRow topic = Assert.Single(journal.ReadCatalogue().Topics);
            Assert.Equal(("backlog", TopicSettings.Default), (topic.Name, topic.Settings));
            Assert.Equal([new GroupRow(1, 1, "slow")], journal.ReadCatalogue().Groups);

            long bytes = Enumerable.Range(0, 4).Sum(i => (long)journal.FindBatch(ps[0], 4 + i * (i + 4))!.Value.Bytes);
            Assert.Equal(new PartitionExtent(4, 36, 4, bytes), journal.ReadExtent(ps[0]));
            Assert.Equal((0, 42, 6), Told(journal.ReadExtent(ps[1])!.Value));
            Assert.Equal(new PartitionExtent(0, 0, 0, 0), journal.ReadExtent(ps[2]));

            // No time of storing is known: that of the producer stands in.
            Assert.Equal(1_700_000_004_000, journal.FindBatch(ps[0], 0)!.Value.StoredUnixMs);
            ExpiryRule rule = new(1_700_000_006_000, long.MaxValue, long.MaxValue);
            Assert.Equal(16, journal.FindExpired(ps[0], rule));
            Assert.Equal(6, driver.Recover(ps[0]).Length);
            while (journal.Maintain())
            {
            }
        }

        AppendsToOldRows(path, ps[0]);
    }

    [Fact]
    public void A_small_file_of_format_1_can_give_space_back()
    {
        using ScratchDirectory directory = new();
        string path = Take(directory, "journal-v1-backlog.db");
        using SqliteJournal journal = SqliteJournal.Open(path);
        Assert.Equal("2", journal.Database.Query("PRAGMA auto_vacuum"));
        Assert.Equal("ok", journal.Database.Query("PRAGMA integrity_check"));
        Assert.Equal("2", journal.Database.Query("SELECT version FROM meta"));
    }

    [Fact]
    public void A_file_of_format_2_still_loads()
    {
        using ScratchDirectory directory = new();
        using SqliteJournal journal = SqliteJournal.Open(Take(directory, "journal-v2.db"));
        AssertIsWhatWasWritten(journal);
    }

    [Fact]
    public void The_file_that_is_written_today_reads_like_the_golden_one()
    {
        using ScratchDirectory directory = new();
        Write(directory.File("j.db"));
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"));
        AssertIsWhatWasWritten(journal);
    }

    [Fact]
    public void A_file_of_a_later_format_is_refused()
    {
        using ScratchDirectory directory = new();
        string path = Take(directory, "journal-v2.db");
        using (SqliteJournal journal = SqliteJournal.Open(path))
            journal.Database.Execute("UPDATE meta SET version=3");
        JournalRefusedException refused = Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(path));
        Assert.Contains("format 3", refused.Message);
    }

    private static string Take(ScratchDirectory directory, string golden)
    {
        string path = directory.File("j.db");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Golden", golden), path);
        return path;
    }

    private static (long First, long Next, long Batches) Told(PartitionExtent extent) =>
        (extent.FirstOffset, extent.NextOffset, extent.Batches);

    private static void AppendsToOldRows(string path, PartitionId partition)
    {
        using SqliteJournal journal = SqliteJournal.Open(path);
        JournalDriver driver = new(journal);
        PartitionExtent old = journal.ReadExtent(partition)!.Value;
        driver.Acquire(partition);
        JournalAppend append = driver.Append(partition, 1, "new");
        append.Batches[0] = append.Batches[0] with { StoredUnixMs = 1_800_000_000_000 };
        append.PurgeBelow = 9;
        Assert.Equal(AppendOutcome.Stored, driver.Commit(append));
        Assert.Equal((9, 37, 4), Told(journal.ReadExtent(partition)!.Value));
        Assert.InRange(journal.ReadExtent(partition)!.Value.Bytes, 1, old.Bytes);
        Assert.Equal(1_800_000_000_000, journal.FindBatch(partition, 36)!.Value.StoredUnixMs);
    }

    private static void AssertIsWhatWasWritten(SqliteJournal journal)
    {
        JournalDriver driver = new(journal);
        PartitionId first = new(2, 0);
        Assert.Equal(["S:state", "E:third"], driver.Recover(first));
        Assert.Equal(["3+2:de"], driver.Read(first));
        Assert.Equal(new PartitionExtent(3, 5, 1, 2), journal.ReadExtent(first));
        Assert.Equal(new BatchPlace(3, 2, 2, 1_700_000_000_123), journal.FindBatch(first, 0));
        Assert.Equal(new TopicSettings(1, 2000, 3 << 20), Assert.Single(journal.ReadCatalogue().Topics).Settings);
        Assert.Equal(
            [new GroupRow(1, 2, "billing", new EncodedPolicy(new byte[] { 7, 8 }))], journal.ReadCatalogue().Groups);
    }

    /// <summary>How Golden/journal-v2.db was made; the v1 files were made by their own version.</summary>
    private static void Write(string path)
    {
        SqliteJournalOptions options = new() { PageBytes = 1024, GrowthBytes = 1024, ReserveBytes = 0 };
        using SqliteJournal journal = SqliteJournal.Open(path, options);
        JournalDriver driver = new(journal);
        PartitionId gone = driver.NewTopic("gone", 1)[0];
        PartitionId[] ps = driver.NewTopic("orders", 2);
        journal.EnsureGroup(ps[0].Topic, "billing", new EncodedPolicy(new byte[] { 7, 8 }));
        journal.UpdateTopic(ps[0].Topic, new TopicSettings(1, 2000, 3 << 20), journal.ReadCatalogue().Version);
        driver.CommitAll(driver.Append(ps[0], 3, "abc", "first"), driver.Append(ps[1], 1, "x", "other"));
        JournalAppend snapshot = driver.Append(ps[0], 2, "de", "second");
        snapshot.Batches[0] = snapshot.Batches[0] with { StoredUnixMs = 1_700_000_000_123 };
        snapshot.Snapshot = JournalDriver.Bytes("state");
        driver.Commit(snapshot);
        JournalAppend purge = driver.Append(ps[0], 0, "", "third");
        purge.PurgeBelow = 3;
        driver.Commit(purge);
        journal.DeleteTopic(gone.Topic);
    }
}
