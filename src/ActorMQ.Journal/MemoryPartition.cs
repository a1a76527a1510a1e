using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Journal;

/// <summary>One partition's rows in a <see cref="MemoryJournal"/>.</summary>
internal sealed class MemoryPartition
{
    private readonly record struct Row(int Count, byte[] Bytes, long StoredUnixMs);

    private readonly SortedList<long, Row> batches = [];
    private readonly List<byte[]> events = [];
    private byte[]? snapshot;

    // Of all batches together.
    private long bytes;

    public Ownership Ownership { get; private set; }

    /// <summary>Adds one with each stored append; never goes back.</summary>
    public long Sequence { get; private set; }

    public long NextOffset { get; private set; }

    public long FirstOffset => batches.Count == 0 ? NextOffset : batches.GetKeyAtIndex(0);

    public void Acquire(Guid nonce) => Ownership = new Ownership(Ownership.Epoch + 1, nonce);

    public bool IsFenceOf(JournalAppend append) =>
        (append.Ownership == Ownership || Mutants.FenceIgnoresRight)
        && (append.ExpectedSequence == Sequence || Mutants.FenceIgnoresSequence);

    /// <summary>Whether every batch has a free place: what a primary key checks.</summary>
    public bool HasRoomFor(JournalAppend append)
    {
        HashSet<long> taken = [];
        foreach (BatchEntry batch in append.Batches)
        {
            if (batches.ContainsKey(batch.BaseOffset) || !taken.Add(batch.BaseOffset))
                return false;
        }

        return true;
    }

    public void Store(JournalAppend append)
    {
        Sequence++;
        NextOffset = append.NextOffset;
        foreach (BatchEntry batch in append.Batches)
        {
            bytes += batch.Bytes.Length;
            batches.Add(batch.BaseOffset, new Row(batch.Count, batch.Bytes.ToArray(), batch.StoredUnixMs));
        }

        if (!append.Snapshot.IsEmpty)
        {
            snapshot = append.Snapshot.ToArray();
            events.Clear();
        }
        else if (!append.Events.IsEmpty)
        {
            events.Add(append.Events.ToArray());
        }
    }

    /// <summary>Removes batches that end at or below the offset, oldest first, while the budget lasts.</summary>
    public void Purge(long below, ref PurgeBudget budget, Action<int> purged)
    {
        while (batches.Count > 0 && !budget.IsSpent)
        {
            long baseOffset = batches.GetKeyAtIndex(0);
            Row row = batches.GetValueAtIndex(0);
            if (baseOffset + row.Count > below)
                return;
            batches.RemoveAt(0);
            bytes -= row.Bytes.Length;
            budget.Spend(row.Bytes.Length);
            purged(row.Bytes.Length);
        }
    }

    public PartitionExtent Extent => new(FirstOffset, NextOffset, batches.Count, bytes);

    public BatchPlace? Find(long offset)
    {
        int index = FirstAt(offset);
        if (index == batches.Count)
            return null;
        Row row = batches.GetValueAtIndex(index);
        return new BatchPlace(batches.GetKeyAtIndex(index), row.Count, row.Bytes.Length, row.StoredUnixMs);
    }

    public RecoveredPartition Recover(IEventSink sink)
    {
        if (snapshot is not null)
            sink.OnSnapshot(snapshot);
        foreach (byte[] record in events)
            sink.OnEvents(record);
        return new RecoveredPartition(Sequence, FirstOffset, NextOffset);
    }

    public int Read(long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into)
    {
        int read = 0;
        for (int index = FirstAt(fromOffset); index < batches.Count; index++)
        {
            Row row = batches.GetValueAtIndex(index);
            if (read > 0 && read + row.Bytes.Length > maxBytes)
                break;
            Slab slab = pool.Rent(row.Bytes.Length);
            row.Bytes.CopyTo(slab.Span);
            into.Add(new StoredBatch(batches.GetKeyAtIndex(index), row.Count, slab));
            read += row.Bytes.Length;
        }

        return read;
    }

    /// <summary>Index of the first batch that ends above the offset, by bisection.</summary>
    private int FirstAt(long offset)
    {
        int low = 0;
        int high = batches.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (batches.GetKeyAtIndex(middle) + batches.GetValueAtIndex(middle).Count > offset)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
