using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite;
using ActorMQ.Records;

namespace ActorMQ.Journal.Tests.Sqlite;

/// <summary>
/// A real journal to which faults happen as they do in the world: an append never reaches it, or its answer is lost.
/// </summary>
internal sealed class FaultedJournal(SqliteJournal inner, FaultScript script) : IJournal
{
    public JournalFigures Figures => inner.Figures;

    public bool IsFull => inner.IsFull;

    public bool IsCheckpointDue => inner.IsCheckpointDue;

    public bool IsMaintenanceDue => inner.IsMaintenanceDue;

    public void Commit(IReadOnlyList<JournalAppend> group)
    {
        List<JournalAppend> reaching = [];
        HashSet<PartitionId> failed = [];
        foreach (JournalAppend append in group)
        {
            AppendFault fault = failed.Contains(append.Partition) ? AppendFault.Busy : FaultOf(append);
            if (fault is AppendFault.None or AppendFault.UnknownStored)
                reaching.Add(append);
            if (fault != AppendFault.None)
                failed.Add(append.Partition);
        }

        inner.Commit(reaching);
        Answer(group, [.. reaching]);
    }

    public IReadOnlyList<AcquiredPartition> Acquire(IReadOnlyList<PartitionId> partitions, Guid nonce) =>
        inner.Acquire(partitions, nonce);

    public AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce) =>
        inner.Reacquire(partition, held, nonce);

    public RecoveredPartition? Recover(PartitionId partition, IEventSink sink) => inner.Recover(partition, sink);

    public int ReadBatches(
        PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into) =>
        inner.ReadBatches(partition, fromOffset, maxBytes, pool, into);

    public PartitionExtent? ReadExtent(PartitionId partition) => inner.ReadExtent(partition);

    public BatchPlace? FindBatch(PartitionId partition, long offset) => inner.FindBatch(partition, offset);

    public CatalogueRows ReadCatalogue() => inner.ReadCatalogue();

    public TopicRow? CreateTopic(in NewTopic topic, long version) => inner.CreateTopic(topic, version);

    public TopicRow? UpdateTopic(int topicId, TopicSettings settings, long version) =>
        inner.UpdateTopic(topicId, settings, version);

    public bool DeleteTopic(int topicId) => inner.DeleteTopic(topicId);

    public void Checkpoint() => inner.Checkpoint();

    public bool Maintain() => inner.Maintain();

    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy) =>
        inner.EnsureGroup(topicId, name, policy);

    public GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long version) =>
        inner.UpdateGroup(groupId, policy, version);

    public bool DeleteGroup(int groupId, long version) => inner.DeleteGroup(groupId, version);

    public void Dispose() => inner.Dispose();

    // On a full disk there is room for what has no batches.
    private AppendFault FaultOf(JournalAppend append)
    {
        AppendFault fault = script.Next(append);
        return fault == AppendFault.StorageFull && append.Batches.Count == 0 ? AppendFault.None : fault;
    }

    // What follows an append that was not stored, in the same group and partition, ends as that one.
    private void Answer(IReadOnlyList<JournalAppend> group, HashSet<JournalAppend> reached)
    {
        Dictionary<PartitionId, AppendOutcome> stopped = [];
        foreach (JournalAppend append in group)
        {
            if (!stopped.TryGetValue(append.Partition, out AppendOutcome outcome))
                outcome = OutcomeOf(append, reached.Contains(append));
            append.Outcome = outcome;
            if (outcome != AppendOutcome.Stored)
                stopped[append.Partition] = outcome;
        }
    }

    private AppendOutcome OutcomeOf(JournalAppend append, bool hasReached) => FaultOf(append) switch
    {
        AppendFault.Busy => AppendOutcome.Busy,
        AppendFault.Rejected or AppendFault.StorageFull => AppendOutcome.Rejected,
        AppendFault.UnknownAbsent => AppendOutcome.Unknown,
        AppendFault.UnknownStored when append.Outcome == AppendOutcome.Stored => AppendOutcome.Unknown,
        _ => hasReached ? append.Outcome : throw new InvalidOperationException("An append went nowhere."),
    };
}
