namespace ActorMQ.Core.Groups;

/// <summary>The full check of a group's state.</summary>
internal static class GroupCheck
{
    /// <summary>Throws unless floor, cursor, sets, schedule, outbox and leases agree with each other.</summary>
    public static void Run(Group group, long nextOffset)
    {
        var ledger = group.Ledger;
        Invariant.Require(ledger.Floor >= 0 && ledger.Floor <= ledger.Cursor && ledger.Cursor <= nextOffset);
        Invariant.Require(!ledger.Settled.Contains(ledger.Floor));
        Invariant.Require(ledger.Settled.CountIn(ledger.Floor, nextOffset) == ledger.Settled.Count);
        Invariant.Require(ledger.Returned.CountIn(ledger.Floor, ledger.Cursor) == ledger.Returned.Count);
        Invariant.Require(ledger.InFlight <= Limits.InFlightMax && ledger.Leases.Count <= Limits.LeasesMax);
        CheckReturned(ledger);
        CheckLeases(ledger);
        // Every record between floor and cursor is settled, out, or came back: the three add up.
        var settled = ledger.Settled.CountIn(ledger.Floor, ledger.Cursor);
        Invariant.Require(settled + ledger.Returned.Count + ledger.InFlight == ledger.Cursor - ledger.Floor);
    }

    // What came back is unsettled, and is ready, scheduled or in the outbox: in one of the three.
    private static void CheckReturned(GroupLedger ledger)
    {
        var parts = new OffsetSet();
        var chunks = AddTo(parts, ledger.Ready);
        Invariant.Require(chunks == ledger.Attempts.Chunks);
        CheckRetries(ledger.Retries);
        foreach (var bucket in ledger.Retries.Buckets)
            AddTo(parts, bucket.Offsets);
        CheckOutbox(ledger.Outbox);
        AddTo(parts, ledger.Outbox.Offsets);
        Invariant.Require(parts.Count == ledger.Returned.Count && parts.CountShared(ledger.Returned) == parts.Count);
        Invariant.Require(parts.CountShared(ledger.Settled) == 0);
        Invariant.Require(ledger.Attempts.Covers(ledger.Ready));
    }

    // None of it is there yet. Answers how many chunks of attempts it touches.
    private static int AddTo(OffsetSet parts, OffsetSet part)
    {
        var (chunks, last) = (0, -1L);
        for (var (page, high) = part.Pages; page < high; page++)
        {
            if (part.Page(page) is not { } found)
                continue;
            for (var runs = new PageRuns(found); runs.MoveNext();)
            {
                var (first, end) = ((page * OffsetPage.Offsets) + runs.First, (page * OffsetPage.Offsets) + runs.End);
                Invariant.Require(parts.Add(first, end) == end - first);
                chunks += (int)(AttemptTable.ChunkOf(end - 1) - Math.Max(last, AttemptTable.ChunkOf(first) - 1));
                last = AttemptTable.ChunkOf(end - 1);
            }
        }

        return chunks;
    }

    private static void CheckRetries(RetrySchedule retries)
    {
        var count = 0L;
        for (var index = 0; index < retries.Buckets.Count; index++)
        {
            var bucket = retries.Buckets[index];
            Invariant.Require(bucket.Offsets.Count > 0 && bucket.DueMs > 0);
            Invariant.Require(index == 0 || retries.Buckets[index - 1].Compare(bucket.DueMs, bucket.Attempts) < 0);
            count += bucket.Offsets.Count;
        }

        Invariant.Require(count == retries.Count);
    }

    private static void CheckOutbox(Outbox outbox)
    {
        Invariant.Require(outbox.Count <= Limits.MovesMax && outbox.Offsets.Count == outbox.Count);
        for (var sequence = outbox.First; sequence < outbox.End; sequence++)
        {
            ref readonly var move = ref outbox[sequence];
            Invariant.Require(move.Sequence == sequence && outbox.Offsets.Contains(move.Offset));
        }
    }

    private static void CheckLeases(GroupLedger ledger)
    {
        var (outstanding, alive, started) = (0, 0, 0L);
        var end = long.MinValue;
        for (var index = ledger.Leases.Start; index < ledger.Leases.End; index++)
        {
            ref var lease = ref ledger.Leases[index];
            Invariant.Require(lease.First >= end && lease.First < lease.End && lease.End <= ledger.Cursor);
            Invariant.Require(lease.Outstanding == ledger.OutIn(lease.First, lease.End));
            outstanding += lease.Outstanding;
            alive += lease.IsDead ? 0 : 1;
            started += StartedIn(ledger, lease);
            end = lease.End;
        }

        Invariant.Require(outstanding == ledger.InFlight && alive == ledger.Leases.Count);
        Invariant.Require(started == ledger.Started.Count);
    }

    // All of them are out.
    private static long StartedIn(GroupLedger ledger, in Lease lease)
    {
        var started = 0L;
        for (var at = lease.First; (at = ledger.Started.NextMember(at, lease.End)) < lease.End;)
        {
            var end = ledger.Started.NextGap(at, lease.End);
            Invariant.Require(ledger.OutIn(at, end) == end - at);
            started += end - at;
            at = end;
        }

        return started;
    }
}
