using ActorMQ.Core;
using ActorMQ.Core.Producers;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Records;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Processes;

namespace ActorMQ.Simulation.Stores;

/// <summary>The database as one node process sees it: the shared rows, through whatever goes wrong.</summary>
/// <param name="shared">What all nodes share.</param>
/// <param name="owner">The number of the node.</param>
/// <param name="process">The node's process.</param>
/// <param name="ends">Told when a fault of the store ends the node.</param>
internal sealed class SimulatedStore(
    SharedStore shared, int owner, ProcessRuntime process, IStoreFaultEnds ends) : IJournal
{
    private const int SlowReconnectOneIn = 6;
    private const int ReconnectMsMax = 2_500;

    public JournalFigures Figures => shared.Rows.Figures;

    public bool IsFull => shared.Rows.IsFull;

    public bool IsCheckpointDue => false;

    public bool IsMaintenanceDue => false;

    /// <summary>Whether recovery met a row that fails its check: its partition waits for a restart.</summary>
    public bool HasDamage { get; private set; }

    public void Commit(IReadOnlyList<JournalAppend> group)
    {
        if (shared.Strikes(FaultKind.Fenced, owner))
            Usurp(group[shared.Draw(group.Count)].Partition);
        if (shared.Strikes(FaultKind.SyncError, owner))
            FailToSync(group);
        if (EndsWithin(group))
            EndWithin(group);
        else
            shared.Commit(owner, group);
        // The answer was lost with the connection: it may take a while to get another one.
        if (group.Any(append => append.Outcome == AppendOutcome.Unknown) && shared.Draw(SlowReconnectOneIn) == 0)
            process.LaneHold = TimeSpan.FromMilliseconds(shared.Draw(ReconnectMsMax));
    }

    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce) =>
        shared.Acquire(this, owner, partitions, nonce);

    public AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce) =>
        shared.Reacquire(this, owner, partition, held, nonce);

    public RecoveredPartition? Recover(PartitionId partition, IEventSink sink)
    {
        if (!shared.Strikes(FaultKind.CorruptRow, owner))
            return shared.Rows.Recover(partition, sink);
        HasDamage = true;
        if (shared.Draw(2) == 0)
            throw new JournalCorruptException(partition, $"A row of partition {partition} fails its check.");
        return shared.Rows.Recover(partition, new FlippedBit(sink, shared));
    }

    public int ReadBatches(
        PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into)
    {
        // Each row has a check of its own: a flipped bit never gets further than the store.
        if (shared.Strikes(FaultKind.BitFlipRead, owner))
            throw new JournalCorruptException(partition, $"A stored batch of partition {partition} fails its check.");
        return shared.Rows.ReadBatches(partition, fromOffset, maxBytes, pool, into);
    }

    public PartitionExtent? ReadExtent(PartitionId partition) => shared.Rows.ReadExtent(partition);

    public BatchPlace? FindBatch(PartitionId partition, long offset) => shared.Rows.FindBatch(partition, offset);

    public CatalogueRows ReadCatalogue() => shared.ReadCatalogue(this);

    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        shared.RequireReader(this);
        if (shared.Strikes(FaultKind.DiskFull, owner))
            throw new JournalRefusedException("The disk is full.", reason: JournalRefusal.StorageFull);
        return shared.Rows.CreateTopic(topic, version);
    }

    public TopicRow? UpdateTopic(int topicId, TopicSettings settings, long version)
    {
        shared.RequireReader(this);
        return shared.Rows.UpdateTopic(topicId, settings, version);
    }

    public bool DeleteTopic(int topicId)
    {
        shared.RequireReader(this);
        return shared.Rows.DeleteTopic(topicId);
    }

    public void Checkpoint()
    {
    }

    public bool Maintain() => false;

    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy = default)
    {
        if (shared.Strikes(FaultKind.Rejected, owner))
            throw new JournalRefusedException("The store refuses the group.");
        if (!shared.Rows.ReadCatalogue().Groups.Any(group => group.TopicId == topicId && group.Name == name))
            shared.RequireReader(this);
        return shared.EnsureGroup(topicId, name, policy);
    }

    public GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long version)
    {
        shared.RequireReader(this);
        return shared.Rows.UpdateGroup(groupId, policy, version);
    }

    public bool DeleteGroup(int groupId, long version)
    {
        shared.RequireReader(this);
        if (!shared.Strikes(FaultKind.KillInDeletion, owner))
            return shared.Rows.DeleteGroup(groupId, version);
        bool isDeleted = shared.Draw(2) == 0 && shared.Rows.DeleteGroup(groupId, version);
        ends.OnKilledInCommit();
        return isDeleted;
    }

    public void Dispose()
    {
    }

    private bool EndsWithin(IReadOnlyList<JournalAppend> group) =>
        shared.Strikes(FaultKind.KillInCommit, owner)
        || (group.Any(HasLetters) && shared.Strikes(FaultKind.KillInMove, owner))
        || (group.Any(append => !append.Snapshot.IsEmpty) && shared.Strikes(FaultKind.KillInSnapshot, owner));

    private static bool HasLetters(JournalAppend append) =>
        append.Batches.Any(static batch =>
            RecordBatch.TryReadHeader(batch.Bytes.Span, out BatchHeader header) == BatchFault.None
            && header.Producer.IsInternal());

    // A node that nobody knows takes the partition, and ends before it does anything with it.
    private void Usurp(PartitionId partition)
    {
        shared.Acquire(null, 0, [partition], process.NewId());
        ends.OnUsurped();
    }

    private void FailToSync(IReadOnlyList<JournalAppend> group)
    {
        // What the failed sync left behind is on the disk, or it is not.
        if (shared.Draw(2) == 0)
            shared.Commit(owner, group);
        throw new JournalFatalException("The sync failed.");
    }

    private void EndWithin(IReadOnlyList<JournalAppend> group)
    {
        if (shared.Draw(2) == 0)
            shared.Commit(owner, group);
        ends.OnKilledInCommit();
    }
}
