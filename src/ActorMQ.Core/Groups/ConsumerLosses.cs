namespace ActorMQ.Core.Groups;

/// <summary>
/// Judges consumers that were lost. What one had at work counts as an attempt: what it had reported as started, and as
/// many others as it works on at a time, the lowest first. So a handler that kills its process runs out of attempts,
/// and a thousand prefetched innocents do not.
/// </summary>
internal sealed class ConsumerLosses(Group group)
{
    // Of each consumer that is being judged: how many unreported deliveries are still to be counted.
    private readonly Dictionary<long, int> _uncounted = [];

    /// <summary>Begins a round of judging; leases follow in the order of their offsets.</summary>
    public void Begin() => _uncounted.Clear();

    /// <summary>Counts what a lost consumer had at work of a lease.</summary>
    public void Judge(in Lease lease, Now now)
    {
        var failure = new Failure(MoveCause.ConsumerLost, lease.Attempt);
        if (!_uncounted.TryGetValue(lease.Consumer, out var left))
            left = lease.Concurrency;
        for (var at = NextCounted(lease.First, lease.End, left); at < lease.End;)
        {
            var end = CountedEnd(at, lease.End, ref left);
            group.Returns.Fail(at, end, failure, now);
            at = NextCounted(end, lease.End, left);
        }

        _uncounted[lease.Consumer] = left;
    }

    // The next record of a lease that counts: any that is out, or, once enough others did, one that was started.
    private long NextCounted(long first, long end, int left) =>
        group.Ledger.NextOut(left > 0 ? first : group.Ledger.Started.NextMember(first, end), end);

    // The end of the records from here that count, all of them started or none.
    private long CountedEnd(long first, long end, ref int left)
    {
        var runEnd = group.Ledger.OutRunEnd(first, end);
        if (group.Ledger.Started.Contains(first))
            return group.Ledger.Started.NextGap(first, runEnd);
        var countedEnd = Math.Min(first + left, group.Ledger.Started.NextMember(first, runEnd));
        left -= (int)(countedEnd - first);
        return countedEnd;
    }
}
