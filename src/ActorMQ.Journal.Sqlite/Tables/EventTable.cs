using System.Runtime.InteropServices;
using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>Event records and snapshots.</summary>
/// <remarks>
/// Event records of all partitions stand in the order of arrival, so that a group of many partitions writes few pages.
/// Which of them belong to a partition is kept in memory: 8 bytes for each record since the partition's snapshot. What
/// a snapshot replaces is removed by the appends that follow, see <see cref="ReplacedEvents"/>.
/// </remarks>
internal sealed unsafe class EventTable
{
    private readonly record struct Change(PartitionId Partition, List<long>? Before, long[]? Removed);

    private readonly Dictionary<PartitionId, List<long>> eventsOf = [];

    // What the open transaction has changed above, oldest first.
    private readonly List<Change> changes = [];
    private readonly ReplacedEvents replaced;
    private readonly Statement insert;
    private readonly Statement read;
    private readonly Statement writeSnapshot;
    private readonly Statement readSnapshot;
    private readonly Statement removeSnapshot;
    private long nextId = 1;

    public EventTable(Database database)
    {
        insert = database.Prepare("INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        read = database.Prepare("SELECT journal_seq, crc, bytes FROM event WHERE id=?1");
        replaced = new ReplacedEvents(database);
        writeSnapshot = database.Prepare("INSERT OR REPLACE INTO snapshot VALUES(?1, ?2, ?3, ?4, ?5)");
        removeSnapshot = database.Prepare(
            "DELETE FROM snapshot WHERE topic=?1 AND idx=(SELECT min(idx) FROM snapshot WHERE topic=?1)");
        readSnapshot = database.Prepare("SELECT journal_seq, crc, bytes FROM snapshot WHERE topic=?1 AND idx=?2");
        Load(database);
    }

    /// <summary>Stores the append's snapshot or else its event record; removes some of what was replaced.</summary>
    public void Store(JournalAppend append)
    {
        replaced.RemoveSome(ReplacedEvents.RemovedByAppend);
        if (!append.Snapshot.IsEmpty)
            StoreSnapshot(append);
        else if (!append.Events.IsEmpty)
            StoreEvents(append);
    }

    /// <summary>The transaction is stored: what was noted in memory stands.</summary>
    public void Keep()
    {
        foreach ((PartitionId _, List<long>? before, long[]? _) in changes)
            before?.ForEach(replaced.Add);
        changes.Clear();
        replaced.Keep();
    }

    /// <summary>The transaction is undone: so is what was noted in memory.</summary>
    public void Undo()
    {
        for (int index = changes.Count - 1; index >= 0; index--)
        {
            (PartitionId partition, List<long>? before, long[]? removed) = changes[index];
            if (before is not null)
                eventsOf[partition] = before;
            else if (removed is not null)
                eventsOf[partition].AddRange(removed);
            else
                eventsOf[partition].RemoveAt(eventsOf[partition].Count - 1);
        }

        changes.Clear();
        replaced.Undo();
    }

    /// <summary>
    /// Removes some event records of a deleted topic, or else one snapshot; false: there is nothing of it. What was
    /// replaced goes first: nobody would know without the snapshots that it was.
    /// </summary>
    public bool RemoveSome(int topic)
    {
        if (replaced.RemoveSome(JournalLimits.PurgedEventsMax) > 0)
            return true;
        for (int index = 0; index < Limits.PartitionsMax; index++)
        {
            PartitionId partition = new(topic, index);
            if (eventsOf.TryGetValue(partition, out List<long>? ids) && ids.Count > 0)
            {
                RemoveNewest(partition, ids);
                return true;
            }
        }

        return removeSnapshot.Bind(1, topic).Run() > 0;
    }

    /// <summary>Forgets a topic of which nothing is left.</summary>
    public void Forget(int topic)
    {
        for (int index = 0; index < Limits.PartitionsMax; index++)
            eventsOf.Remove(new PartitionId(topic, index));
    }

    public void Recover(PartitionId partition, IEventSink sink)
    {
        if (readSnapshot.Bind(1, partition.Topic).Bind(2, partition.Index).Step())
            Hand(readSnapshot, partition, "snapshot", sink.OnSnapshot);
        if (!eventsOf.TryGetValue(partition, out List<long>? ids))
            return;
        foreach (long id in ids)
        {
            if (!read.Bind(1, id).Step())
                throw Corrupt(partition, $"event record {id} is missing");
            Hand(read, partition, $"event record {id}", sink.OnEvents);
        }
    }

    private void Load(Database database)
    {
        using Statement all = new(
            database,
            "SELECT e.id, e.topic, e.idx, e.journal_seq > coalesce(s.journal_seq, -1) FROM event e "
            + "LEFT JOIN snapshot s ON s.topic=e.topic AND s.idx=e.idx ORDER BY e.id");
        while (all.Step())
        {
            nextId = all.Long(0) + 1;
            if (all.Long(3) != 0)
                EventsOf(new PartitionId(all.Int(1), all.Int(2))).Add(all.Long(0));
            else
                replaced.Add(all.Long(0));
        }
    }

    private void StoreEvents(JournalAppend append)
    {
        long sequence = append.ExpectedSequence + 1;
        ReadOnlySpan<byte> events = append.Events.Span;
        fixed (byte* bytes = events)
        {
            insert
                .Bind(1, nextId)
                .Bind(2, append.Partition.Topic)
                .Bind(3, append.Partition.Index)
                .Bind(4, sequence)
                .Bind(5, RowCrc.Of(append.Partition, sequence, events))
                .BindPinned(6, bytes, events.Length)
                .Run();
        }

        EventsOf(append.Partition).Add(nextId++);
        changes.Add(new Change(append.Partition, null, null));
    }

    private void StoreSnapshot(JournalAppend append)
    {
        long sequence = append.ExpectedSequence + 1;
        ReadOnlySpan<byte> snapshot = append.Snapshot.Span;
        fixed (byte* bytes = snapshot)
        {
            writeSnapshot
                .Bind(1, append.Partition.Topic)
                .Bind(2, append.Partition.Index)
                .Bind(3, sequence)
                .Bind(4, RowCrc.Of(append.Partition, sequence, snapshot))
                .BindPinned(5, bytes, snapshot.Length)
                .Run();
        }

        changes.Add(new Change(append.Partition, EventsOf(append.Partition), null));
        eventsOf[append.Partition] = [];
    }

    private void RemoveNewest(PartitionId partition, List<long> ids)
    {
        int kept = Math.Max(0, ids.Count - JournalLimits.PurgedEventsMax);
        long[] removed = [.. CollectionsMarshal.AsSpan(ids)[kept..]];
        foreach (long id in removed)
            replaced.Delete(id);
        ids.RemoveRange(kept, removed.Length);
        changes.Add(new Change(partition, null, removed));
    }

    private static void Hand(
        Statement row, PartitionId partition, string what, Action<ReadOnlySpan<byte>> sink)
    {
        try
        {
            ReadOnlySpan<byte> bytes = row.Blob(2);
            if (RowCrc.Of(partition, row.Long(0), bytes) != (uint)row.Long(1))
                throw Corrupt(partition, $"{what} fails its check");
            sink(bytes);
        }
        finally
        {
            row.Reset();
        }
    }

    private static JournalCorruptException Corrupt(PartitionId partition, string what) =>
        new(partition, $"Partition {partition} cannot be recovered: {what}. The others are served.");

    private List<long> EventsOf(PartitionId partition)
    {
        ref List<long>? ids = ref CollectionsMarshal.GetValueRefOrAddDefault(eventsOf, partition, out _);
        return ids ??= [];
    }
}
