namespace ActorMQ.Broker.Partitions;

/// <summary>
/// The batches of one partition that are in memory: the tail of the log, and what was read back last.
/// </summary>
/// <remarks>The tail is contiguous up to the next offset. Only durable batches are evicted, oldest first.</remarks>
internal sealed class BatchCache(CacheBudget budget, long bytesMax)
{
    private readonly List<CachedBatch> tail = [];
    private readonly ReadRanges readBack = new(budget, bytesMax);
    private int head;

    /// <summary>Takes over a batch that was just appended.</summary>
    public void Add(in CachedBatch batch, long durableOffset)
    {
        tail.Add(batch);
        budget.Add(batch.Slab.Capacity);
        while (budget.Bytes > bytesMax && head < tail.Count && tail[head].End <= durableOffset)
            DropFirst();
    }

    /// <summary>Takes over what was read back.</summary>
    public void AddReadBack(List<CachedBatch> range) => readBack.Add(range);

    public bool TryFind(long offset, out CachedBatch batch) =>
        CachedBatch.TryFind(tail, head, offset, out batch) || readBack.TryFind(offset, out batch);

    /// <summary>Lets go of what nobody needs any more.</summary>
    public void DropBelow(long offset)
    {
        while (head < tail.Count && tail[head].End <= offset)
            DropFirst();
        readBack.DropBelow(offset);
    }

    public void Clear()
    {
        while (head < tail.Count)
            DropFirst();
        tail.Clear();
        head = 0;
        readBack.Clear();
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
}
