namespace ActorMQ.Broker.Partitions;

/// <summary>
/// The ranges of one partition that were read back last: fresh records of one group, what another delivers again, and
/// so on, so that none of them makes the others read theirs twice.
/// </summary>
/// <param name="budget">Where the memory is counted.</param>
/// <param name="bytesMax">What all caches of the node may hold; a quarter of it for more than one range each.</param>
internal sealed class ReadRanges(CacheBudget budget, long bytesMax)
{
    /// <summary>How many ranges there are at most.</summary>
    public const int CountMax = 4;

    private const int PartOfCache = 4;

    // Each ascending and none empty. What was used last is last.
    private readonly List<List<CachedBatch>> ranges = [];

    /// <summary>Takes a range over; what was used longest ago goes where there are too many.</summary>
    public void Add(List<CachedBatch> range)
    {
        if (range.Count == 0)
            return;
        ranges.Add(range);
        foreach (CachedBatch batch in range)
            budget.AddReadBack(batch.Slab.Capacity);
        while (ranges.Count > CountMax || (ranges.Count > 1 && budget.ReadBackBytes > bytesMax / PartOfCache))
            RemoveAt(0);
    }

    /// <summary>Finds the batch that holds an offset.</summary>
    public bool TryFind(long offset, out CachedBatch batch)
    {
        for (int index = ranges.Count - 1; index >= 0; index--)
        {
            List<CachedBatch> range = ranges[index];
            if (!CachedBatch.TryFind(range, 0, offset, out batch))
                continue;
            ranges.RemoveAt(index);
            ranges.Add(range);
            return true;
        }

        batch = default;
        return false;
    }

    /// <summary>Lets go of the ranges that end there or below.</summary>
    public void DropBelow(long offset)
    {
        for (int index = ranges.Count - 1; index >= 0; index--)
        {
            if (ranges[index][^1].End <= offset)
                RemoveAt(index);
        }
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear() => DropBelow(long.MaxValue);

    private void RemoveAt(int index)
    {
        foreach (CachedBatch batch in ranges[index])
        {
            budget.SubtractReadBack(batch.Slab.Capacity);
            batch.Slab.Release();
        }

        ranges.RemoveAt(index);
    }
}
