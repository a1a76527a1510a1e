namespace ActorMQ.Broker.Partitions;

/// <summary>
/// The batches of one partition that are in memory: the tail of the log, and what was read back last.
/// </summary>
/// <remarks>The tail is contiguous up to the next offset. Only durable batches are evicted, oldest first.</remarks>
internal sealed class BatchCache(CacheBudget budget, long bytesMax)
{
    private readonly List<CachedBatch> tail = [];
    private readonly List<CachedBatch> readBack = [];
    private int head;

    /// <summary>Takes over a batch that was just appended.</summary>
    public void Add(in CachedBatch batch, long durableOffset)
    {
        tail.Add(batch);
        budget.Add(batch.Slab.Capacity);
        while (budget.Bytes > bytesMax && head < tail.Count && tail[head].End <= durableOffset)
            DropFirst();
    }

    /// <summary>Takes over what was read back; what was read back before is let go.</summary>
    public void Replace(List<CachedBatch> batches)
    {
        Release(readBack, 0);
        readBack.Clear();
        readBack.AddRange(batches);
        foreach (CachedBatch batch in batches)
            budget.Add(batch.Slab.Capacity);
    }

    public bool TryFind(long offset, out CachedBatch batch) =>
        TryFind(tail, head, offset, out batch) || TryFind(readBack, 0, offset, out batch);

    /// <summary>Lets go of what nobody needs any more.</summary>
    public void DropBelow(long offset)
    {
        while (head < tail.Count && tail[head].End <= offset)
            DropFirst();
        if (readBack.Count > 0 && readBack[^1].End <= offset)
            Replace([]);
    }

    public void Clear()
    {
        Release(tail, head);
        tail.Clear();
        head = 0;
        Replace([]);
    }

    private static bool TryFind(List<CachedBatch> batches, int from, long offset, out CachedBatch found)
    {
        int low = from;
        int high = batches.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            found = batches[middle];
            if (found.Holds(offset))
                return true;
            if (found.BaseOffset > offset)
                high = middle - 1;
            else
                low = middle + 1;
        }

        found = default;
        return false;
    }

    private void DropFirst()
    {
        CachedBatch batch = tail[head];
        tail[head++] = default;
        budget.Subtract(batch.Slab.Capacity);
        batch.Slab.Release();
        if (head < 64 || head < tail.Count / 2)
            return;
        tail.RemoveRange(0, head);
        head = 0;
    }

    private void Release(List<CachedBatch> batches, int from)
    {
        for (int index = from; index < batches.Count; index++)
        {
            budget.Subtract(batches[index].Slab.Capacity);
            batches[index].Slab.Release();
        }
    }
}
