using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Processes;

namespace ActorMQ.Simulation.Stores;

/// <summary>The database as one node process sees it: the shared rows, through whatever goes wrong.</summary>
/// <param name="shared">What all nodes share.</param>
/// <param name="owner">The number of the node.</param>
/// <param name="process">The node's process, which a fault may end within a commit.</param>
/// <param name="onKilled">Called when it did.</param>
internal sealed class SimulatedStore(
    SharedStore shared, int owner, ProcessRuntime process, Action onKilled) : IJournal
{
    public JournalFigures Figures => shared.Rows.Figures;

    public bool IsMaintenanceDue => false;

    /// <summary>Whether recovery met a row that fails its check: such a partition is not served until a restart.</summary>
    public bool HasDamage { get; private set; }

    public void Commit(IReadOnlyList<JournalAppend> group)
    {
        if (shared.Strikes(FaultKind.Fenced, owner))
            shared.Acquire(0, [group[shared.Draw(group.Count)].Partition], process.NewId());
        if (shared.Strikes(FaultKind.SyncError, owner))
            FailToSync(group);
        if (!shared.Strikes(FaultKind.KillInCommit, owner))
        {
            shared.Commit(owner, group);
            return;
        }

        bool isStored = shared.Draw(2) == 0;
        if (isStored)
            shared.Commit(owner, group);
        onKilled();
    }

    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce) =>
        shared.Acquire(owner, partitions, nonce);

    public RecoveredPartition? Recover(PartitionId partition, IEventSink sink)
    {
        if (!shared.Strikes(FaultKind.CorruptRow, owner))
            return shared.Rows.Recover(partition, sink);
        HasDamage = true;
        throw new JournalCorruptException(partition, $"A row of partition {partition} fails its check.");
    }

    public int ReadBatches(
        PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into)
    {
        // Each row has a check of its own: a flipped bit never gets further than the store.
        if (shared.Strikes(FaultKind.BitFlipRead, owner))
            throw new JournalCorruptException(partition, $"A stored batch of partition {partition} fails its check.");
        return shared.Rows.ReadBatches(partition, fromOffset, maxBytes, pool, into);
    }

    public CatalogueRows ReadCatalogue() => shared.Rows.ReadCatalogue();

    public TopicRow? CreateTopic(in NewTopic topic, long version) => shared.Rows.CreateTopic(topic, version);

    public bool DeleteTopic(int topicId) => shared.Rows.DeleteTopic(topicId);

    public bool Maintain() => false;

    public GroupRow? EnsureGroup(int topicId, string name)
    {
        if (shared.Strikes(FaultKind.DiskFull, owner))
            throw new JournalRefusedException("The disk is full.");
        return shared.Rows.EnsureGroup(topicId, name);
    }

    public void Dispose()
    {
    }

    private void FailToSync(IReadOnlyList<JournalAppend> group)
    {
        // What the failed sync left behind is on the disk, or it is not.
        if (shared.Draw(2) == 0)
            shared.Commit(owner, group);
        throw new JournalFatalException("The sync failed.");
    }
}
