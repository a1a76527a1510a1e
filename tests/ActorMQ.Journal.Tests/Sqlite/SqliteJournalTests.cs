using ActorMQ.Core;
using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly ScratchDirectory directory;

    public SqliteJournalTests()
        : this(new SqliteSource())
    {
    }

    private SqliteJournalTests(SqliteSource source)
        : base(source) => directory = source.Directory;

    [Fact]
    public void Large_bodies_come_back_whole()
    {
        using SqliteJournal journal = SqliteJournal.Open(directory.File("large.db"));
        JournalDriver driver = new(journal);
        PartitionId p = driver.NewTopic("t", 1)[0];
        string[] bodies = [.. new[] { 1, 100, 16_349, 16_384, 131_072, 3_000_000 }.Select(n => new string('x', n))];
        driver.CommitAll([.. bodies.Select(body => driver.Append(p, 1, body))]);
        Assert.Equal(bodies.Select((body, offset) => $"{offset}+1:{body}"), driver.Read(p));
    }

    [Fact]
    public void The_file_stays_flat_while_batches_come_and_go()
    {
        SqliteJournalOptions options = new() { CheckpointBytes = 1 << 20, GrowthBytes = 1 << 16 };
        using SqliteJournal journal = SqliteJournal.Open(directory.File("flat.db"), options);
        JournalDriver driver = new(journal);
        PartitionId[] ps = driver.NewTopic("t", 4);
        string body = new('x', 40_000);
        long early = 0;
        for (int i = 0; i < 400; i++)
        {
            JournalAppend[] group = [.. ps.Select(p => driver.Append(p, 1, body, "event"))];
            foreach (JournalAppend append in group)
                append.PurgeBelow = i - 4;
            Assert.All(driver.CommitAll(group), outcome => Assert.Equal(AppendOutcome.Stored, outcome));
            journal.Maintain();
            if (i == 100)
                early = journal.Figures.FileBytes;
        }

        Assert.True(journal.Figures.Checkpoints > 10);
        Assert.InRange(journal.Figures.FileBytes, 1, early + (1 << 16));
        Assert.InRange(new FileInfo(directory.File("flat.db-wal")).Length, 1, 4 << 20);
    }

    [Fact]
    public void A_second_journal_on_the_file_is_refused()
    {
        JournalRefusedException refused = Assert.Throws<JournalRefusedException>(
            () => SqliteJournal.Open(directory.File("j.db")));
        Assert.Contains("held by another", refused.Message);
    }

    [Fact]
    public void Another_kind_of_file_is_refused()
    {
        File.WriteAllText(directory.File("text.db"), new string('x', 10_000));
        Assert.Throws<JournalFatalException>(() => SqliteJournal.Open(directory.File("text.db")));
    }

    [Theory]
    [InlineData(13, SqliteFailure.Refused)]
    [InlineData(19 | (6 << 8), SqliteFailure.Refused)]
    [InlineData(10 | (4 << 8), SqliteFailure.Fatal)]
    [InlineData(11, SqliteFailure.Fatal)]
    [InlineData(5, SqliteFailure.Held)]
    [InlineData(9999, SqliteFailure.Fatal)]
    internal void Every_result_code_has_one_meaning(int code, SqliteFailure failure) =>
        Assert.Equal(failure, SqliteFailures.Of(code));
}
