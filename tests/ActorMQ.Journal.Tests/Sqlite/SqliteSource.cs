using ActorMQ.Journal.Sqlite;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>A journal in a file of a directory of its own.</summary>
public sealed class SqliteSource : JournalSource
{
    internal ScratchDirectory Directory { get; } = new();

    public override IJournal Open() => SqliteJournal.Open(Directory.File("j.db"));

    public override IJournal Reopen(IJournal journal)
    {
        journal.Dispose();
        return Open();
    }

    public override void Dispose()
    {
        Directory.Dispose();
        base.Dispose();
    }
}
