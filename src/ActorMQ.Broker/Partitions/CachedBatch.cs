using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>A record batch in memory. Its holder owns one count of the slab.</summary>
internal readonly record struct CachedBatch(long BaseOffset, int Count, Slab Slab)
{
    public long End => BaseOffset + Count;

    public bool Holds(long offset) => offset >= BaseOffset && offset < End;

    /// <summary>Finds the batch that holds an offset in a list of ascending batches, from an index on.</summary>
    public static bool TryFind(List<CachedBatch> batches, int from, long offset, out CachedBatch found)
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
}
