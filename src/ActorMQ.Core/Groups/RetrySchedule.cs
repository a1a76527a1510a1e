namespace ActorMQ.Core.Groups;

/// <summary>
/// The records of a group that wait for their backoff, by due time. Due times come in few steps
/// (<see cref="Backoff"/>), so buckets are few and a record costs two bytes in one of them, less where they are dense.
/// Every range is [first, end).
/// </summary>
internal sealed class RetrySchedule
{
    // Sorted by due time and attempts; none is empty, no record is in two.
    private readonly List<RetryBucket> _buckets = [];

    /// <summary>Records that wait.</summary>
    public long Count { get; private set; }

    /// <summary>The buckets, the next due first.</summary>
    public IReadOnlyList<RetryBucket> Buckets => _buckets;

    /// <summary>The wall time at which the next is due; <see cref="long.MaxValue"/> when none waits.</summary>
    public long NextDueMs => _buckets.Count == 0 ? long.MaxValue : _buckets[0].DueMs;

    /// <summary>Schedules a range, none of it scheduled yet.</summary>
    public void Add(long first, long end, int attempts, in RetryTime time)
    {
        for (var at = first; at < end;)
        {
            var stop = time.Steps == 1 ? end : Math.Min(end, RetryTime.BlockEnd(at));
            Invariant.Require(Bucket(time.Of(at, attempts), attempts).Offsets.Add(at, stop) == stop - at);
            at = stop;
        }

        Count += end - first;
    }

    /// <summary>Takes what is scheduled of a range out; answers how many.</summary>
    public long Remove(long first, long end)
    {
        var removed = 0L;
        foreach (var bucket in _buckets)
            removed += bucket.Offsets.Remove(first, end);
        if (removed == 0)
            return 0;
        _buckets.RemoveAll(bucket => bucket.Offsets.Count == 0);
        Count -= removed;
        return removed;
    }

    /// <summary>Takes what is due out of a range of one bucket.</summary>
    public void Release(RetryBucket bucket, long first, long end)
    {
        Count -= bucket.Offsets.Remove(first, end);
        if (bucket.Offsets.Count == 0)
            _buckets.Remove(bucket);
    }

    /// <summary>The bucket of a due time, new or not.</summary>
    public RetryBucket Bucket(long dueMs, int attempts)
    {
        var (low, high) = (0, _buckets.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_buckets[middle].Compare(dueMs, attempts) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == _buckets.Count || _buckets[low].Compare(dueMs, attempts) != 0)
            _buckets.Insert(low, new RetryBucket(dueMs, attempts));
        return _buckets[low];
    }

    /// <summary>Counts what a snapshot put into a bucket.</summary>
    public void Restore(long count) => Count += count;
}
