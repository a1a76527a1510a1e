using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

public sealed class SqliteKeptTests : KeptContract
{
    private readonly ScratchDirectory directory;

    public SqliteKeptTests()
        : this(new ScratchDirectory())
    {
    }

    private SqliteKeptTests(ScratchDirectory directory)
        : base(SqliteJournal.Open(directory.File("j.db"))) => this.directory = directory;

    public override void Dispose()
    {
        base.Dispose();
        directory.Dispose();
    }

    protected override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return SqliteJournal.Open(directory.File("j.db"));
    }
}
