using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Records;

namespace ActorMQ.Journal;

/// <summary>A journal in memory with the full semantics of a database, fencing included.</summary>
/// <remarks>
/// Outlives the nodes that use it: <see cref="Dispose"/> keeps everything, so that a simulated crash is to drop the
/// node and to open another one on the same object. Copies what it stores. Not thread-safe.
/// </remarks>
public sealed class MemoryJournal : IJournal
{
    private readonly Dictionary<PartitionId, MemoryPartition> rows = [];
    private readonly Dictionary<PartitionId, AppendOutcome> stopped = [];
    private readonly MemoryCatalogue catalogue = new();
    private JournalFigures figures;

    /// <summary>What goes wrong; null for nothing.</summary>
    public IAppendFaults? Faults { get; set; }

    /// <inheritdoc/>
    public JournalFigures Figures => figures;

    /// <summary>Whether the storage is full: as long as it is told so.</summary>
    public bool IsFull { get; set; }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<JournalAppend> group)
    {
        PurgeBudget budget = new();
        stopped.Clear();
        bool any = false;
        for (int index = 0; index < group.Count; index++)
        {
            JournalAppend append = group[index];
            append.Failure = null;
            append.Outcome = CommitOne(append, ref budget);
            if (append.Outcome == AppendOutcome.Stored)
                any = true;
            else
                stopped[append.Partition] = append.Outcome;
        }

        if (any)
            figures = figures with { Commits = figures.Commits + 1 };
    }

    /// <inheritdoc/>
    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce)
    {
        List<AcquiredPartition> acquired = [];
        foreach (PartitionId id in partitions)
        {
            if (!rows.TryGetValue(id, out MemoryPartition? partition))
                continue;
            partition.Acquire(nonce);
            acquired.Add(new AcquiredPartition(id, partition.Ownership, partition.Sequence, partition.NextOffset));
        }

        return acquired;
    }

    /// <inheritdoc/>
    public AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce) =>
        rows.TryGetValue(partition, out MemoryPartition? found) && found.Ownership == held
            ? Acquire([partition], nonce)[0]
            : null;

    /// <inheritdoc/>
    public RecoveredPartition? Recover(PartitionId partition, IEventSink sink) =>
        rows.TryGetValue(partition, out MemoryPartition? found) ? found.Recover(sink) : null;

    /// <summary>Base offsets of batches that fail their check when they are read, in every partition.</summary>
    public ISet<long> Damaged { get; } = new HashSet<long>();

    /// <summary>
    /// Base offsets of batches whose last byte is another when they are read, in every partition: the row is sound, and
    /// the batch's own check fails.
    /// </summary>
    public ISet<long> Spoiled { get; } = new HashSet<long>();

    /// <inheritdoc/>
    public int ReadBatches(
        PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into)
    {
        int before = into.Count;
        int read = rows.TryGetValue(partition, out MemoryPartition? found)
            ? found.Read(fromOffset, maxBytes, pool, into)
            : 0;
        foreach (StoredBatch batch in into.Skip(before).Where(batch => Spoiled.Contains(batch.BaseOffset)))
            batch.Bytes.Span[^1] ^= 1;
        int damaged = into.FindIndex(before, batch => Damaged.Contains(batch.BaseOffset));
        if (damaged < 0)
            return read;
        long offset = into[damaged].BaseOffset;
        foreach (StoredBatch batch in into[damaged..])
            batch.Bytes.Release();
        into.RemoveRange(damaged, into.Count - damaged);
        throw new JournalCorruptException(
            partition, $"The stored batch at offset {offset} of partition {partition} fails its check.");
    }

    /// <inheritdoc/>
    public PartitionExtent? ReadExtent(PartitionId partition) =>
        rows.TryGetValue(partition, out MemoryPartition? found) ? found.Extent : null;

    /// <inheritdoc/>
    public BatchPlace? FindBatch(PartitionId partition, long offset) =>
        rows.TryGetValue(partition, out MemoryPartition? found) ? found.Find(offset) : null;

    /// <inheritdoc/>
    public CatalogueRows ReadCatalogue() => catalogue.Read();

    /// <inheritdoc/>
    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        if (IsFull)
            throw NoRoom($"topic {topic.Name}");
        TopicRow? created = catalogue.CreateTopic(topic, version);
        if (created is { } topicRow)
        {
            for (int index = 0; index < topicRow.Partitions; index++)
                rows.Add(new PartitionId(topicRow.Id, index), new MemoryPartition());
        }

        return created;
    }

    /// <inheritdoc/>
    public TopicRow? UpdateTopic(int topicId, TopicSettings settings, long version) =>
        catalogue.UpdateTopic(topicId, settings, version);

    /// <inheritdoc/>
    public bool DeleteTopic(int topicId)
    {
        if (catalogue.DeleteTopic(topicId) is not { } topicRow)
            return false;
        for (int index = 0; index < topicRow.Partitions; index++)
            rows.Remove(new PartitionId(topicId, index));
        return true;
    }

    /// <inheritdoc/>
    public bool IsCheckpointDue => false;

    /// <inheritdoc/>
    public void Checkpoint()
    {
    }

    /// <inheritdoc/>
    public bool IsMaintenanceDue => false;

    /// <inheritdoc/>
    public bool Maintain() => false;

    /// <inheritdoc/>
    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy = default) =>
        catalogue.EnsureGroup(topicId, name, policy);

    /// <inheritdoc/>
    public GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long version) =>
        catalogue.UpdateGroup(groupId, policy, version);

    /// <inheritdoc/>
    public bool DeleteGroup(int groupId, long version) => catalogue.DeleteGroup(groupId, version);

    /// <summary>Keeps everything: the next node opens the same object.</summary>
    public void Dispose()
    {
    }

    private AppendOutcome CommitOne(JournalAppend append, ref PurgeBudget budget)
    {
        if (stopped.TryGetValue(append.Partition, out AppendOutcome earlier))
            return earlier;
        if (!rows.TryGetValue(append.Partition, out MemoryPartition? partition) || !partition.IsFenceOf(append))
            return AppendOutcome.Fenced;
        AppendFault fault = Faults?.Next(append) ?? AppendFault.None;
        if (IsFull && append.Batches.Count > 0)
            fault = AppendFault.StorageFull;
        else if (fault == AppendFault.StorageFull && append.Batches.Count == 0)
            fault = AppendFault.None;
        if (!partition.HasRoomFor(append))
            fault = AppendFault.Rejected;
        if (fault is AppendFault.None or AppendFault.UnknownStored)
            Store(partition, append, ref budget);
        return OutcomeOf(append, fault);
    }

    private void Store(MemoryPartition partition, JournalAppend append, ref PurgeBudget budget)
    {
        partition.Store(append);
        figures = figures with
        {
            Appends = figures.Appends + 1,
            BytesAppended = figures.BytesAppended + append.PayloadBytes,
        };
        partition.Purge(append.PurgeBelow, ref budget, CountPurged);
    }

    private void CountPurged(int bytes) => figures = figures with
    {
        BatchesPurged = figures.BatchesPurged + 1,
        BytesPurged = figures.BytesPurged + bytes,
    };

    private static AppendOutcome OutcomeOf(JournalAppend append, AppendFault fault)
    {
        switch (fault)
        {
            case AppendFault.None:
                return AppendOutcome.Stored;
            case AppendFault.Busy:
                return AppendOutcome.Busy;
            case AppendFault.Rejected:
                append.Failure = new JournalRefusedException($"The store refused the append of {append.Partition}.");
                return AppendOutcome.Rejected;
            case AppendFault.StorageFull:
                append.Failure = NoRoom($"the append of {append.Partition}");
                return AppendOutcome.Rejected;
            default:
                append.Failure = new TimeoutException($"No answer to the append of {append.Partition}.");
                return AppendOutcome.Unknown;
        }
    }

    private static JournalRefusedException NoRoom(string what) =>
        new($"The store has no room for {what}.", reason: JournalRefusal.StorageFull);
}
