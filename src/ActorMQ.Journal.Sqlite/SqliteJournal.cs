using ActorMQ.Core;
using ActorMQ.Core.Topics;
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
    private readonly long pageBytes;
    private readonly JournalTables tables;
    private readonly Reserve reserve;
    private readonly FileShrinker shrinker;
    private readonly Housekeeping housekeeping;
    private readonly GroupCommit commits;
    private readonly Meter meter = new();
    private JournalFatalException? fatality;

    private SqliteJournal(Database database, SqliteJournalOptions options)
    {
        this.database = database;
        pageBytes = database.QueryLong("PRAGMA page_size");
        FileShrinker.MakePossible(database, pageBytes);
        tables = new JournalTables(database);
        reserve = new Reserve(database, options, pageBytes);
        shrinker = new FileShrinker(database, pageBytes, options.UnusedBytesMax);
        commits = new GroupCommit(tables, reserve, meter);
        housekeeping = new Housekeeping(
            database, tables, reserve, shrinker, meter, new LogLength(options.CheckpointBytes))
        {
            PageBytes = pageBytes,
        };
    }

    /// <inheritdoc/>
    public JournalFigures Figures => meter.Read(database, pageBytes, shrinker, reserve);

    /// <inheritdoc/>
    public bool IsFull => reserve.IsReleased;

    /// <summary>The file itself, for tests that count its rows.</summary>
    internal Database Database => database;

    /// <summary>Opens the journal file, makes it if it is not there, and recovers what a crash has left.</summary>
    /// <exception cref="JournalRefusedException">Held by another process, not a journal, or a newer format.</exception>
    /// <exception cref="JournalFatalException">The file is damaged or cannot be read.</exception>
    public static SqliteJournal Open(string file, SqliteJournalOptions? options = null)
    {
        options ??= new SqliteJournalOptions();
        Database? database = null;
        try
        {
            database = new Database(file, options.FileLayer);
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
    public void Commit(IReadOnlyList<JournalAppend> group) => Guard(() =>
    {
        commits.Commit(group);
        if (commits.HasPurged)
            housekeeping.NoteRemoved();
        return true;
    });

    /// <inheritdoc/>
    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce) => Change(() =>
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
        Change(() => tables.Fences.Reacquire(partition, held, nonce));

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
    public PartitionExtent? ReadExtent(PartitionId partition) => Guard(() =>
        tables.Fences.ReadExtent(partition, tables.Batches.FirstOffset(partition)));

    /// <inheritdoc/>
    public BatchPlace? FindBatch(PartitionId partition, long offset) => Guard(() =>
        tables.Fences.Read(partition) is null ? null : tables.Batches.Find(partition, offset));

    /// <inheritdoc/>
    public CatalogueRows ReadCatalogue() => Guard(tables.Catalogue.Read);

    /// <inheritdoc/>
    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        NewTopic wanted = topic;
        return Guard(() => reserve.IsReleased
            ? throw SqliteFailures.NoRoom(database.File)
            : tables.Transact(() => tables.Catalogue.CreateTopic(wanted, version)));
    }

    /// <inheritdoc/>
    public TopicRow? UpdateTopic(int topicId, TopicSettings settings, long version) =>
        Change(() => tables.Catalogue.UpdateTopic(topicId, settings, version));

    /// <inheritdoc/>
    public bool DeleteTopic(int topicId)
    {
        bool deleted = Change(() => tables.Catalogue.DeleteTopic(topicId));
        tables.Deleted.IsDue |= deleted;
        return deleted;
    }

    /// <inheritdoc/>
    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy = default) =>
        Change(() => tables.Catalogue.EnsureGroup(topicId, name, policy));

    /// <inheritdoc/>
    public GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long version) =>
        Change(() => tables.Catalogue.UpdateGroup(groupId, policy, version));

    /// <inheritdoc/>
    public bool DeleteGroup(int groupId, long version) =>
        Change(() => tables.Catalogue.DeleteGroup(groupId, version));

    /// <inheritdoc/>
    public bool IsCheckpointDue => housekeeping.IsCheckpointDue;

    /// <inheritdoc/>
    public void Checkpoint() => Guard(() => WithReserve(() =>
    {
        housekeeping.CheckpointIfDue();
        return true;
    }));

    /// <inheritdoc/>
    public bool IsMaintenanceDue => housekeeping.IsDue;

    /// <inheritdoc/>
    public bool Maintain()
    {
        Guard(() => WithReserve(() =>
        {
            housekeeping.Step();
            return true;
        }));
        return housekeeping.HasMore;
    }

    /// <summary>Checkpoints what is left and closes the file.</summary>
    public void Dispose() => database.Dispose();

    /// <summary>A small change in a transaction of its own, which may use the reserve.</summary>
    private T Change<T>(Func<T> work) => Guard(() => WithReserve(() => tables.Transact(work)));

    /// <summary>Work that is done again, with the reserve released, when it found no room.</summary>
    private T WithReserve<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure) when (SqliteFailures.IsFull(failure) && reserve.TryRelease())
        {
            return work();
        }
    }

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
