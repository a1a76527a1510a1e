using System.Diagnostics;
using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;
using ActorMQ.Journal.Sqlite.Tables;
using ActorMQ.Records;

namespace ActorMQ.Journal.Sqlite;

/// <summary>The journal in one SQLite file: the default store of a node.</summary>
/// <remarks>
/// Owned by the commit lane: every call from its thread. The file is locked exclusively while the journal is open.
/// docs/formats.md tells the tables, docs/performance.md why they look as they do.
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly Database database;
    private readonly long checkpointBytes;
    private readonly long pageBytes;
    private readonly JournalTables tables;
    private readonly GroupCommit commits;
    private readonly Meter meter = new();
    private JournalFatalException? fatality;

    private SqliteJournal(Database database, SqliteJournalOptions options)
    {
        this.database = database;
        checkpointBytes = options.CheckpointBytes;
        pageBytes = long.Parse(database.Query("PRAGMA page_size"));
        tables = new JournalTables(database);
        commits = new GroupCommit(tables, meter);
    }

    /// <inheritdoc/>
    public JournalFigures Figures => meter.Read(database, pageBytes);

    /// <summary>Opens the journal file, makes it if it is not there, and recovers what a crash has left.</summary>
    /// <exception cref="JournalRefusedException">Held by another process, not a journal, or a newer format.</exception>
    /// <exception cref="JournalFatalException">The file is damaged or cannot be read.</exception>
    public static SqliteJournal Open(string file, SqliteJournalOptions? options = null)
    {
        options ??= new SqliteJournalOptions();
        Database? database = null;
        try
        {
            database = new Database(file);
            Settings.Apply(database, options);
            Schema.Ensure(database);
            SqliteJournal journal = new(database, options);
            database = null;
            return journal;
        }
        catch (SqliteException failure)
        {
            throw SqliteFailures.ToJournalException(failure, file);
        }
        finally
        {
            database?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<JournalAppend> group) => Guard(() => commits.Commit(group));

    /// <inheritdoc/>
    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce) => Transact(() =>
    {
        List<AcquiredPartition> acquired = [];
        foreach (PartitionId partition in partitions)
        {
            if (tables.Fences.Acquire(partition, nonce) is { } row)
                acquired.Add(row);
        }

        return acquired;
    });

    /// <inheritdoc/>
    public AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce) =>
        Transact(() => tables.Fences.Reacquire(partition, held, nonce));

    /// <inheritdoc/>
    public RecoveredPartition? Recover(PartitionId partition, IEventSink sink) => Guard<RecoveredPartition?>(() =>
    {
        if (tables.Fences.Read(partition) is not { } fence)
            return null;
        tables.Events.Recover(partition, sink);
        long first = tables.Batches.FirstOffset(partition) ?? fence.NextOffset;
        return new RecoveredPartition(fence.Sequence, first, fence.NextOffset);
    });

    /// <inheritdoc/>
    public int ReadBatches(
        PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into) => Guard(() =>
        tables.Fences.Read(partition) is null ? 0 : tables.Batches.Read(partition, fromOffset, maxBytes, pool, into));

    /// <inheritdoc/>
    public CatalogueRows ReadCatalogue() => Guard(tables.Catalogue.Read);

    /// <inheritdoc/>
    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        NewTopic wanted = topic;
        return Transact(() => tables.Catalogue.CreateTopic(wanted, version));
    }

    /// <inheritdoc/>
    public bool DeleteTopic(int topicId)
    {
        bool deleted = Transact(() => tables.Catalogue.DeleteTopic(topicId));
        tables.Deleted.IsDue |= deleted;
        return deleted;
    }

    /// <inheritdoc/>
    public GroupRow? EnsureGroup(int topicId, string name) =>
        Transact(() => tables.Catalogue.EnsureGroup(topicId, name));

    /// <inheritdoc/>
    public bool IsMaintenanceDue => tables.Deleted.IsDue || IsCheckpointDue;

    /// <inheritdoc/>
    public bool Maintain()
    {
        if (tables.Deleted.IsDue)
            meter.CountPurged(Transact(tables.Deleted.RemoveSome));
        if (IsCheckpointDue)
            Guard(Checkpoint);
        return tables.Deleted.IsDue;
    }

    /// <summary>Checkpoints what is left and closes the file.</summary>
    public void Dispose() => database.Dispose();

    private bool IsCheckpointDue => database.LogPages * pageBytes >= checkpointBytes;

    private void Checkpoint()
    {
        long start = Stopwatch.GetTimestamp();
        database.Checkpoint();
        meter.CountCheckpoint(Stopwatch.GetElapsedTime(start));
    }

    private T Transact<T>(Func<T> work) => Guard(() =>
    {
        try
        {
            tables.Begin();
            T result = work();
            tables.Commit();
            return result;
        }
        catch (SqliteException)
        {
            tables.RollBack();
            throw;
        }
    });

    private void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    /// <summary>Turns failures of SQLite into the journal's; after a fatal one every call says so again.</summary>
    private T Guard<T>(Func<T> work)
    {
        if (fatality is not null)
            throw fatality;
        try
        {
            return work();
        }
        catch (SqliteException failure)
        {
            Exception told = SqliteFailures.ToJournalException(failure, database.File);
            fatality = told as JournalFatalException;
            throw told;
        }
    }
}
