using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Stores;

/// <summary>The one database of a world: what is stored, what goes wrong, and what it saw.</summary>
internal sealed class SharedStore : IAppendFaults
{
    private readonly Random chance;
    private readonly HistoryRecorder history;
    private readonly FaultTally tally;
    private readonly List<FaultItem> troubles = [];

    // Of the commit that is running: what was stored though its owner is told that nobody knows.
    private readonly HashSet<JournalAppend> storedUnknown = [];
    private readonly Dictionary<PartitionId, long> purged = [];

    private readonly Dictionary<int, string> groupNames = [];

    // Who took a partition last; null: one that serves nobody.
    private readonly Dictionary<PartitionId, SimulatedStore?> holders = [];
    private int committing;

    // Who read the catalogue last: nobody else changes it.
    private SimulatedStore? reader;

    public SharedStore(Random chance, HistoryRecorder history, FaultTally tally)
    {
        this.chance = chance;
        this.history = history;
        this.tally = tally;
        Rows = new MemoryJournal { Faults = this };
    }

    /// <summary>What is stored.</summary>
    public MemoryJournal Rows { get; }

    /// <summary>How many times a node got the right to a partition.</summary>
    public long RightsGiven { get; private set; }

    /// <summary>A trouble begins; it lasts until <see cref="End"/>.</summary>
    public void Begin(FaultItem trouble) => troubles.Add(trouble);

    /// <summary>A trouble is over.</summary>
    public void End(FaultItem trouble) => troubles.Remove(trouble);

    /// <summary>All troubles are over.</summary>
    public void Heal() => troubles.Clear();

    /// <summary>Whether a fault strikes here and now; one that does is counted.</summary>
    public bool Strikes(FaultKind kind, int owner)
    {
        foreach (FaultItem trouble in troubles)
        {
            if (trouble.Kind != kind || !trouble.Concerns(trouble.Client, owner) || chance.Next(trouble.OneIn) != 0)
                continue;
            tally.Count(kind);
            history.Add(new FaultInjected(kind.ToString(), $"owner {owner}"));
            return true;
        }

        return false;
    }

    /// <summary>A number below the limit, drawn from the seed.</summary>
    public int Draw(int limit) => chance.Next(limit);

    /// <summary>Commits a group of one owner, and writes down what is stored from now on.</summary>
    public void Commit(int owner, IReadOnlyList<JournalAppend> group)
    {
        committing = owner;
        Rows.Commit(group);
        foreach (JournalAppend append in group)
        {
            if (append.Outcome == AppendOutcome.Stored || storedUnknown.Contains(append))
                Note(owner, append);
        }

        storedUnknown.Clear();
    }

    /// <summary>Acquires for one node; null stands for one that serves nobody.</summary>
    public IReadOnlyList<AcquiredPartition> Acquire(
        SimulatedStore? holder, int owner, IReadOnlyList<PartitionId> partitions, Guid nonce)
    {
        IReadOnlyList<AcquiredPartition> acquired = Rows.Acquire(partitions, nonce);
        foreach (AcquiredPartition one in acquired)
            NoteRight(holder, owner, one);
        return acquired;
    }

    /// <summary>Renews the right of one node.</summary>
    public AcquiredPartition? Reacquire(
        SimulatedStore holder, int owner, PartitionId partition, Ownership held, Guid nonce)
    {
        AcquiredPartition? renewed = Rows.Reacquire(partition, held, nonce);
        if (renewed is { } row)
            NoteRight(holder, owner, row);
        return renewed;
    }

    /// <summary>The catalogue for one node, which alone may change it from here on.</summary>
    public CatalogueRows ReadCatalogue(SimulatedStore store)
    {
        reader = store;
        return Rows.ReadCatalogue();
    }

    /// <summary>Refuses a change of the catalogue to a node that another one has followed.</summary>
    public void RequireReader(SimulatedStore store)
    {
        if (store != reader)
            throw new JournalRefusedException("Another node has the catalogue.");
    }

    /// <summary>Stores a group, whose name is known from then on, though it is deleted.</summary>
    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy)
    {
        GroupRow? group = Rows.EnsureGroup(topicId, name, policy);
        if (group is { Id: var id })
            groupNames[id] = name;
        return group;
    }

    /// <summary>Whether the fence row of a partition names this node.</summary>
    public bool IsHeldBy(SimulatedStore holder, PartitionId partition) =>
        holders.GetValueOrDefault(partition) == holder;

    /// <summary>Whether every fence row names this node.</summary>
    public bool IsAllHeldBy(SimulatedStore holder) => holders.Values.All(one => one == holder);

    AppendFault IAppendFaults.Next(JournalAppend append)
    {
        if (append.Batches.Count > 0 && Strikes(FaultKind.DiskFull, committing))
            return AppendFault.StorageFull;
        if (Strikes(FaultKind.Rejected, committing))
            return AppendFault.Rejected;
        if (Strikes(FaultKind.Busy, committing))
            return AppendFault.Busy;
        if (Strikes(FaultKind.UnknownAbsent, committing))
            return AppendFault.UnknownAbsent;
        if (!Strikes(FaultKind.UnknownStored, committing))
            return AppendFault.None;
        storedUnknown.Add(append);
        return AppendFault.UnknownStored;
    }

    private void NoteRight(SimulatedStore? holder, int owner, in AcquiredPartition one)
    {
        RightsGiven++;
        holders[one.Partition] = holder;
        history.Add(new StoreAcquired(owner, PartitionNumber.Of(one.Partition), one.Ownership.Epoch, one.NextOffset));
    }

    private string GroupOf(int id) => groupNames.GetValueOrDefault(id) ?? $"group {id}";

    private void Note(int owner, JournalAppend append)
    {
        int partition = PartitionNumber.Of(append.Partition);
        long epoch = append.Ownership.Epoch;
        history.Add(new StoreAppended(owner, partition, epoch, append.ExpectedSequence + 1, append.NextOffset));
        foreach (BatchEntry batch in append.Batches)
            StoredRecords.Note(partition, epoch, batch, GroupOf, history);
        if (append.PurgeBelow <= purged.GetValueOrDefault(append.Partition))
            return;
        purged[append.Partition] = append.PurgeBelow;
        history.Add(new StorePurged(partition, append.PurgeBelow));
    }
}
