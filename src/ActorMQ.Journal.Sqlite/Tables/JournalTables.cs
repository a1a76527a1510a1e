using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>All tables of one file, and the transaction around them.</summary>
internal sealed class JournalTables
{
    private readonly Database database;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollBack;

    public JournalTables(Database database)
    {
        this.database = database;
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        rollBack = database.Prepare("ROLLBACK");
        Fences = new FenceTable(database);
        Batches = new BatchTable(database);
        Events = new EventTable(database);
        Catalogue = new CatalogueTable(database, Fences);
        Deleted = new DeletedTopics(database, Batches, Events);
    }

    public string File => database.File;

    public FenceTable Fences { get; }

    public BatchTable Batches { get; }

    public EventTable Events { get; }

    public CatalogueTable Catalogue { get; }

    public DeletedTopics Deleted { get; }

    public void Begin() => begin.Run();

    public void Commit()
    {
        commit.Run();
        Events.Keep();
    }

    /// <summary>Runs work in a transaction of its own, all of it or nothing.</summary>
    public T Transact<T>(Func<T> work)
    {
        try
        {
            Begin();
            T result = work();
            Commit();
            return result;
        }
        catch (SqliteException)
        {
            RollBack();
            throw;
        }
    }

    /// <summary>Ends a failed transaction, unless SQLite has already done so.</summary>
    public void RollBack()
    {
        if (database.IsInTransaction)
            rollBack.Run();
        Events.Undo();
    }
}
