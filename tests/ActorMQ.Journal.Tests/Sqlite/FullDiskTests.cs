using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Journal.Tests.Sqlite.Disks;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>
/// The disk becomes full, at many different writes: of the log, of a checkpoint, of a quota's last page.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private const int ReserveBytes = 512 * 1024;
    private const int Points = 50;

    private static readonly SqliteJournalOptions Options = new()
    {
        PageBytes = 4096,
        GrowthBytes = 4096,
        CheckpointBytes = 100 * 1024,
        ReserveBytes = ReserveBytes,
        UnusedBytesMax = 64 * 1024,
    };

    private readonly ScratchDirectory directory = new();

    public void Dispose()
    {
        FaultyFileLayer.Use(null);
        directory.Dispose();
    }

    public static TheoryData<int> EachPoint => [.. Enumerable.Range(0, Points)];

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void A_full_disk_refuses_batches_keeps_acks_and_ends_when_there_is_space_again(int point)
    {
        SmallDisk disk = OpenDisk();
        using SqliteJournal journal = Open(disk);
        Life life = new(journal);
        disk.CapacityBytes = disk.UsedBytes + 150_000 + point * 2777;

        FillUp(life);
        Assert.True(disk.Refused > 0);
        AssertFull(life);
        AssertSurvivesACrash(life);

        disk.CapacityBytes += 2 * ReserveBytes;
        journal.Maintain();
        Assert.False(journal.IsFull);
        Assert.True(life.Round());
        AssertSurvivesACrash(life);
        Assert.Equal(1, journal.Figures.TimesFull);
    }

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void A_full_disk_gets_space_back_from_what_is_settled(int point)
    {
        SmallDisk disk = OpenDisk();
        using SqliteJournal journal = Open(disk);
        Life life = new(journal);
        disk.CapacityBytes = disk.UsedBytes + 1_300_000 + point * 2777;

        FillUp(life);
        SettleUntilThereIsRoom(life);
        Assert.True(life.Round());
        AssertSurvivesACrash(life);
    }

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void A_full_quota_refuses_batches_keeps_acks_and_gets_space_back_from_what_is_settled(int point)
    {
        SqliteJournalOptions options = Options with
        {
            IsSynced = false,
            FileBytesMax = ReserveBytes + 1_200_000 + point * 4096,
        };
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), options);
        Life life = new(journal);

        FillUp(life);
        AssertFull(life);
        AssertSurvivesACrash(life);
        SettleUntilThereIsRoom(life);
        Assert.True(life.Round());
        AssertSurvivesACrash(life);
        Assert.InRange(new FileInfo(directory.File("j.db")).Length, 1, options.FileBytesMax);
    }

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void What_was_on_its_way_is_stored_in_a_part_of_the_reserve(int point)
    {
        SqliteJournalOptions options = Options with { IsSynced = false, FileBytesMax = 1_500_000 + point * 4096 };
        using SqliteJournal journal = SqliteJournal.Open(directory.File("j.db"), options);
        JournalDriver driver = new(journal);
        Core.PartitionId p = driver.NewTopic("t", 1)[0];
        while (!journal.IsFull)
            Assert.Equal(AppendOutcome.Stored, Send());
        int late = 0;
        while (Send() == AppendOutcome.Stored)
            late++;
        Assert.InRange(late, ReserveBytes / 8 / 10_000 - 2, ReserveBytes / 8 / 10_000);
        driver.Acquire(p);
        Assert.Equal(AppendOutcome.Stored, driver.Commit(driver.Append(p, 0, "", "ack")));

        AppendOutcome Send() => driver.Commit(driver.Append(p, 1, new string('x', 10_000), "e"));
    }

    [Fact]
    public void A_restart_on_a_full_disk_serves_acks_and_takes_batches_once_there_is_space()
    {
        SmallDisk disk = OpenDisk();
        Life life;
        using (SqliteJournal journal = Open(disk))
        {
            life = new Life(journal);
            disk.CapacityBytes = disk.UsedBytes + 400_000;
            FillUp(life);
        }

        disk.CapacityBytes = disk.UsedBytes + 200_000;
        using SqliteJournal again = Open(disk);
        Assert.True(again.IsFull);
        life.AssertHeldBy(again);
        Assert.Equal(3, again.Acquire(life.Partitions, JournalDriver.Nonce(9)).Count);
        disk.CapacityBytes = long.MaxValue;
        again.Maintain();
        Assert.False(again.IsFull);
    }

    [Fact]
    public void While_the_disk_is_full_topics_go_and_groups_change_but_no_topic_comes()
    {
        SmallDisk disk = OpenDisk();
        using SqliteJournal journal = Open(disk);
        Life life = new(journal);
        int topic = life.Partitions[0].Topic;
        disk.CapacityBytes = disk.UsedBytes + 400_000;
        FillUp(life);

        NewTopic wanted = new("new", 1, TopicKind.Queue, 0);
        long version = journal.ReadCatalogue().Version;
        JournalRefusedException refused = Assert.Throws<JournalRefusedException>(
            () => journal.CreateTopic(wanted, version));
        Assert.Equal(JournalRefusal.StorageFull, refused.Reason);
        GroupRow group = journal.EnsureGroup(topic, "g")!.Value;
        Assert.NotNull(journal.UpdateTopic(topic, new TopicSettings(RetentionMs: 1000), version + 1));
        Assert.True(journal.DeleteGroup(group.Id, version + 2));
        Assert.True(journal.DeleteTopic(topic));
        for (int i = 0; i < 500 && journal.IsFull; i++)
            journal.Maintain();
        Assert.False(journal.IsFull);
        Assert.NotNull(journal.CreateTopic(wanted, version + 4));
    }

    [Theory]
    [MemberData(nameof(EachPoint))]
    public void A_sync_that_fails_ends_the_journal_and_what_was_acknowledged_is_there_at_the_next_start(int point)
    {
        SmallDisk disk = OpenDisk();
        SqliteJournal journal = Open(disk);
        Life life = new(journal);
        disk.SyncsLeft = point;
        JournalFatalException fatal = Assert.Throws<JournalFatalException>(() => Repeat(200, life));
        Assert.Same(fatal, Assert.Throws<JournalFatalException>(() => journal.Commit([])));
        Assert.Throws<JournalFatalException>(() => journal.Maintain());

        disk.SyncsLeft = -1;
        CopyFiles();
        journal.Dispose();
        using SqliteJournal again = SqliteJournal.Open(directory.File("copy.db"), Options with { ReserveBytes = 0 });
        AssertAcknowledgedIsThere(life, again);
    }

    private static void Repeat(int rounds, Life life)
    {
        for (int i = 0; i < rounds; i++)
            life.Round();
    }

    private SmallDisk OpenDisk()
    {
        SmallDisk disk = new(directory.Path);
        FaultyFileLayer.Use(disk);
        return disk;
    }

    private SqliteJournal Open(SmallDisk disk) => SqliteJournal.Open(
        directory.File("j.db"), Options with { Disk = disk, FileLayer = FaultyFileLayer.Name });

    private static void FillUp(Life life)
    {
        int rounds = 0;
        while (life.Round())
            Assert.InRange(++rounds, 0, 1000);
        Assert.True(life.Journal.IsFull);
        Assert.True(life.Journal.IsMaintenanceDue);
    }

    /// <summary>Acks go on, again and again; batches do not.</summary>
    private static void AssertFull(Life life)
    {
        for (int i = 0; i < 20; i++)
            Assert.False(life.Round());
        Assert.True(life.Journal.IsFull);
    }

    private static void SettleUntilThereIsRoom(Life life)
    {
        for (int i = 0; i < 200 && life.Journal.IsFull; i++)
            life.Settle();
        Assert.False(life.Journal.IsFull);
    }

    /// <summary>Opens copies of the files as they lie there, as after the end of the process.</summary>
    private void AssertSurvivesACrash(Life life)
    {
        CopyFiles();
        using SqliteJournal crashed = SqliteJournal.Open(directory.File("copy.db"), Options with { ReserveBytes = 0 });
        life.AssertHeldBy(crashed);
    }

    /// <summary>As after a crash, but the group whose sync failed may be there too, whole.</summary>
    private static void AssertAcknowledgedIsThere(Life life, IJournal journal)
    {
        JournalDriver reader = new(journal);
        int[] more = [.. life.Partitions.Select(p => reader.Recover(p).Length - life.EventsOf(p).Count)];
        Assert.InRange(more[0], 0, 1);
        Assert.All(more, count => Assert.Equal(more[0], count));
        Assert.All(life.Partitions, p => Assert.Equal(life.EventsOf(p), reader.Recover(p)[..^more[0]]));
    }

    private void CopyFiles()
    {
        foreach (string suffix in new[] { "", "-wal" })
            File.Copy(directory.File("j.db" + suffix), directory.File("copy.db" + suffix), overwrite: true);
    }
}
