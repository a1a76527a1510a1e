using System.Collections.ObjectModel;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Core.Topics;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Partitions;

/// <summary>Acquires partitions and brings their state back from the journal. Runs on the journal's lane.</summary>
internal sealed class PartitionOpener(IJournal journal, Guid nonce, Now now)
{
    private readonly List<OpenedPartition> opened = [];
    private readonly List<(PartitionId Id, Exception Reason)> damaged = [];

    /// <summary>The policies of groups, by number; a group that is not among them has the default.</summary>
    public IReadOnlyDictionary<int, GroupPolicy> Policies { get; init; } =
        ReadOnlyDictionary<int, GroupPolicy>.Empty;

    /// <summary>Opens all partitions of these topics: one acquisition for all.</summary>
    public OpenedPartitions Open(IEnumerable<TopicRow> topics)
    {
        List<TopicRow> rows = [.. topics];
        Dictionary<int, TopicKind> kinds = rows.ToDictionary(row => row.Id, row => row.Kind);
        return Open([.. rows.SelectMany(PartitionsOf)], id => kinds[id.Topic]);
    }

    /// <summary>Opens the given partitions; those that do not exist are left out.</summary>
    private OpenedPartitions Open(IReadOnlyList<PartitionId> ids, Func<PartitionId, TopicKind> kindOf)
    {
        foreach (AcquiredPartition acquired in journal.Acquire(ids, nonce))
            Recover(acquired, new PartitionRight(acquired), kindOf(acquired.Partition));
        return new OpenedPartitions(opened, damaged);
    }

    /// <summary>Opens a partition that this node has run again; to no effect when another owner has it.</summary>
    public OpenedPartitions Reopen(PartitionRight right, TopicKind kind)
    {
        if (right.Renew(journal, nonce) is { } acquired)
            Recover(acquired, right, kind);
        return new OpenedPartitions(opened, damaged);
    }

    private static IEnumerable<PartitionId> PartitionsOf(TopicRow topic) =>
        Enumerable.Range(0, topic.Partitions).Select(index => new PartitionId(topic.Id, index));

    private void Recover(in AcquiredPartition acquired, PartitionRight right, TopicKind kind)
    {
        try
        {
            opened.Add(Read(acquired, right, kind));
        }
        catch (Exception reason) when (
            reason is JournalCorruptException or CorruptRecordException or InvariantException)
        {
            damaged.Add((acquired.Partition, reason));
        }
    }

    private OpenedPartition Read(in AcquiredPartition acquired, PartitionRight right, TopicKind kind)
    {
        var machine = new Partition(acquired.Partition, new PartitionOptions(kind));
        var replay = new Replay(machine);
        RecoveredPartition? found = journal.Recover(acquired.Partition, replay);
        if (found is not { } stored || stored.NextOffset != machine.NextOffset)
        {
            throw new JournalCorruptException(
                acquired.Partition,
                $"Partition {acquired.Partition}: its events end at offset {machine.NextOffset}, its fence row says " +
                $"{found?.NextOffset}. Keep the data directory as it is and restore the partition from a copy.");
        }

        machine.CheckAll();
        // Whoever had deliveries before lost them with the last owner.
        foreach (Group group in machine.Groups)
            group.Policy = Policies.GetValueOrDefault(group.Id, GroupPolicy.Default);
        machine.StartTenure(acquired.Ownership.Epoch, now);
        return new OpenedPartition(machine, right, stored.Sequence, stored.FirstOffset)
        {
            SnapshotBytes = replay.SnapshotBytes,
            EventBytes = replay.EventBytes,
        };
    }

    private sealed class Replay(Partition machine) : IEventSink
    {
        public long SnapshotBytes { get; private set; }

        public long EventBytes { get; private set; }

        public void OnSnapshot(ReadOnlySpan<byte> snapshot)
        {
            SnapshotBytes = snapshot.Length;
            machine.ReadSnapshot(snapshot);
        }

        public void OnEvents(ReadOnlySpan<byte> events)
        {
            EventBytes += events.Length;
            machine.Replay(events);
        }
    }
}
