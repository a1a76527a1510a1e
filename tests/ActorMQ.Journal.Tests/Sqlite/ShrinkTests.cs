using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>The file follows what it holds.</summary>
public sealed class ShrinkTests : IDisposable
{
    private const int BodyBytes = 40_000;

    private static readonly SqliteJournalOptions Options = new()
    {
        IsSynced = false,
        CheckpointBytes = 1 << 20,
        GrowthBytes = 1 << 16,
        UnusedBytesMax = 1 << 20,
        ReserveBytes = 0,
    };

    private readonly ScratchDirectory directory = new();

    private long FileBytes => new FileInfo(directory.File("j.db")).Length;

    public void Dispose() => directory.Dispose();

    [Fact]
    public void After_a_large_backlog_was_drained_the_file_is_small_again_in_bounded_steps()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 2);
        Fill(driver, ps[0], 1000);
        string[] last = Fill(driver, ps[1], 3);
        long full = FileBytes;
        Assert.InRange(full, 40_000_000, 60_000_000);

        Drain(driver, ps[0], below: 1000);
        long before = 0;
        int steps = 0;
        while (journal.Maintain())
        {
            Assert.InRange(++steps, 1, 10_000);
            Assert.InRange(journal.Figures.BytesGivenBack - before, 1, (1 << 20) + (1 << 16));
            before = journal.Figures.BytesGivenBack;
        }

        Assert.InRange(FileBytes, 1, 2 << 20);
        Assert.InRange(steps, 40, 800);
        Assert.True(journal.Figures.BytesGivenBack > 38_000_000);
        Assert.Equal(last, driver.Read(ps[1]));
        Assert.False(journal.IsMaintenanceDue);
    }

    [Fact]
    public void What_is_kept_behind_a_drained_backlog_is_moved_and_stays_whole()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 2);
        Fill(driver, ps[0], 500);
        string[] kept = Fill(driver, ps[1], 50);

        Drain(driver, ps[0], below: 500);
        while (journal.Maintain())
        {
        }

        Assert.InRange(FileBytes, 50 * BodyBytes, 50 * BodyBytes + (3 << 20));
        Assert.Equal(kept, driver.Read(ps[1]));
        using (SqliteJournal copy = Copy())
            Assert.Equal(kept, new JournalDriver(copy).Read(ps[1]));
    }

    [Fact]
    public void A_little_unused_space_is_kept_for_what_comes()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options);
        JournalDriver driver = new(journal);
        PartitionId p = driver.NewTopic("t", 1)[0];
        Fill(driver, p, 20);
        Drain(driver, p, below: 20);
        Assert.InRange(journal.Figures.UnusedBytes, 20 * BodyBytes, 1 << 20);
        Assert.False(journal.IsMaintenanceDue);
        Assert.Equal(0, journal.Figures.BytesGivenBack);
    }

    [Fact]
    public void It_goes_on_after_a_restart()
    {
        using (SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), Options))
        {
            JournalDriver driver = new(journal);
            PartitionId p = driver.NewTopic("t", 1)[0];
            Fill(driver, p, 300);
            Drain(driver, p, below: 300);
        }

        using SqliteJournal again = SqliteJournal.Open(directory.File("j.db"), Options);
        Assert.True(again.IsMaintenanceDue);
        while (again.Maintain())
        {
        }

        Assert.InRange(FileBytes, 1, 2 << 20);
    }

    private static string[] Fill(JournalDriver driver, PartitionId partition, int batches)
    {
        List<string> told = [];
        for (int i = 0; i < batches; i++)
        {
            string body = new((char)('a' + i % 26), BodyBytes);
            Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(partition, 1, body)));
            told.Add($"{i}+1:{body}");
            driver.Journal.Maintain();
        }

        return [.. told];
    }

    /// <summary>Removes, but does not maintain.</summary>
    private static void Drain(JournalDriver driver, PartitionId partition, long below)
    {
        while (driver.Journal.ReadExtent(partition) is { Batches: > 0 })
        {
            JournalAppend purge = driver.Append(partition, 0);
            purge.PurgeBelow = below;
            Assert.Equal(AppendOutcome.Stored, driver.Commit(purge));
        }
    }

    private SqliteJournal Copy()
    {
        foreach (string suffix in new[] { "", "-wal" })
            File.Copy(directory.File("j.db" + suffix), directory.File("copy.db" + suffix));
        return SqliteJournal.Open(directory.File("copy.db"), Options);
    }
}
