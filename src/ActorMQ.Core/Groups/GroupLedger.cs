using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The state of one group on one partition: where every record stands. Below the floor all are settled; between floor
/// and cursor a record is settled, waiting for redelivery, or out; from the cursor on none was handed out, and few are
/// settled (by a late ack of another tenure). Changed only by the group's <c>Apply</c>. Every range is [first, end).
/// </summary>
internal sealed class GroupLedger(long start)
{
    private readonly AttemptTable _attempts = new();

    /// <summary>All below are settled; this one is not.</summary>
    public long Floor { get; set; } = start;

    /// <summary>The next offset to hand out for the first time; never below the floor.</summary>
    public long Cursor { get; set; } = start;

    /// <summary>Records that are out: the sum over the leases.</summary>
    public int InFlight { get; private set; }

    /// <summary>Settled records above the floor.</summary>
    public OffsetSet Settled { get; } = new();

    /// <summary>
    /// Records between floor and cursor that wait for redelivery; disjoint from <see cref="Settled"/>.
    /// </summary>
    public OffsetSet Waiting { get; } = new();

    /// <summary>Who has what.</summary>
    public LeaseTable Leases { get; } = new();

    /// <summary>How many attempts of the waiting records have counted.</summary>
    public AttemptTable Attempts => _attempts;

    /// <summary>Puts a range out that is fresh, or waits with one attempt count.</summary>
    public void HandOut(in HandedOut e)
    {
        if (e.First >= Cursor)
        {
            Invariant.Require(e.Attempt == 1 && Settled.NextGap(Cursor, e.First) == e.First);
            Invariant.Require(Settled.CountIn(e.First, e.End) == 0);
            Cursor = e.End;
        }
        else
        {
            Invariant.Require(Waiting.CountIn(e.First, e.End) == e.Count);
            SplitAt(e.First);
            SplitAt(e.End);
            StopWaiting(e.First, e.End);
        }

        PutLease(e, e.Count);
        InFlight += e.Count;
    }

    /// <summary>Settles a range, whatever each record was; answers how many were not settled before.</summary>
    public int Settle(long first, long end)
    {
        var from = Math.Max(first, Floor);
        if (from >= end)
            return 0;
        var settled = (int)(end - from - Settled.CountIn(from, end));
        for (var index = Leases.IndexAt(from); index < Leases.End && Leases[index].First < end; index++)
            TakeBack(index, OutIn(Math.Max(from, Leases[index].First), Math.Min(end, Leases[index].End)));
        if (Waiting.Count != 0)
            StopWaiting(from, end);
        if (from == Floor)
            MoveFloor(end);
        else
            Settled.Add(from, end);
        return settled;
    }

    /// <summary>Returns what is out of a range; answers how many.</summary>
    public int Return(long first, long end)
    {
        var before = InFlight;
        for (var index = Leases.IndexAt(first); index < Leases.End && Leases[index].First < end; index++)
            ReturnLease(index, first, end, isCounted: !Mutants.AttemptNotCounted);
        return before - InFlight;
    }

    /// <summary>Returns everything that is out, or only what one consumer has; answers how many.</summary>
    public int ReturnAll(long? consumer, bool isCounted)
    {
        var before = InFlight;
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            if (consumer is null || Leases[index].Consumer == consumer)
                ReturnLease(index, Floor, Cursor, isCounted);
        }

        return before - InFlight;
    }

    /// <summary>
    /// Gives a new deadline to what is out of a range of one lease; answers how many records that are.
    /// </summary>
    public int Extend(long first, long end, long deadlineMs)
    {
        var extended = OutIn(first, end);
        if (extended == 0)
            return 0;
        Leases.Sweep();
        // With no room for more leases a part is extended by extending the whole: nobody's record comes back too early.
        if (Leases.Count + 2 <= Limits.LeasesMax)
        {
            SplitAt(first);
            SplitAt(end);
        }

        for (var index = Leases.IndexAt(first); index < Leases.End && Leases[index].First < end; index++)
            Leases[index].DeadlineMs = deadlineMs;
        return extended;
    }

    /// <summary>How many of a range that lies within one lease are out.</summary>
    public int OutIn(long first, long end)
    {
        var from = Math.Max(first, Floor);
        return from >= end ? 0 : (int)(end - from - Settled.CountIn(from, end) - Waiting.CountIn(from, end));
    }

    /// <summary>The first record of a range within one lease that is out, or <paramref name="end"/>.</summary>
    public long NextOut(long first, long end)
    {
        for (var at = Math.Max(first, Floor); at < end;)
        {
            var unsettled = Settled.NextGap(at, end);
            at = Waiting.NextGap(unsettled, end);
            if (at == unsettled)
                return at;
        }

        return end;
    }

    /// <summary>Where the run of records that are out, beginning at <paramref name="first"/>, ends.</summary>
    public long OutRunEnd(long first, long end) =>
        Math.Min(Settled.NextMember(first, end), Waiting.NextMember(first, end));

    /// <summary>Puts a lease out whose settled and waiting records are known already: reading a snapshot.</summary>
    public void Restore(in HandedOut e)
    {
        var outstanding = OutIn(e.First, e.End);
        PutLease(e, outstanding);
        InFlight += outstanding;
    }

    private void Wait(long first, long end, int attempts)
    {
        _attempts.Set(first, end, attempts);
        Invariant.Require(Waiting.Add(first, end) == end - first);
    }

    private void PutLease(in HandedOut e, int outstanding)
    {
        Leases.Sweep();
        if (Leases.Count != 0)
        {
            // What one turn hands out piece by piece is one lease, as if it had been handed out at once.
            ref var last = ref Leases[Leases.End - 1];
            var isSame = last.Consumer == e.Consumer && last.Attempt == e.Attempt && last.DeadlineMs == e.DeadlineMs;
            if (isSame && last.End == e.First && !last.IsDead)
            {
                last.End = e.End;
                last.Outstanding += outstanding;
                return;
            }
        }

        Leases.Put(new Lease
        {
            First = e.First,
            End = e.End,
            Consumer = e.Consumer,
            DeadlineMs = e.DeadlineMs,
            Outstanding = outstanding,
            Attempt = e.Attempt,
        });
    }

    private void ReturnLease(int index, long first, long end, bool isCounted)
    {
        var lease = Leases[index];
        var stop = Math.Min(end, lease.End);
        var returned = 0;
        for (var at = NextOut(Math.Max(first, lease.First), stop); at < stop; at = NextOut(at, stop))
        {
            var runEnd = OutRunEnd(at, stop);
            Wait(at, runEnd, lease.Attempt - (isCounted ? 0 : 1));
            returned += (int)(runEnd - at);
            at = runEnd;
        }

        TakeBack(index, returned);
    }

    private void TakeBack(int index, int count)
    {
        if (count == 0)
            return;
        Leases.Reduce(index, count);
        InFlight -= count;
    }

    private void StopWaiting(long first, long end)
    {
        Waiting.Remove(first, end);
        if (Waiting.Count == 0)
            _attempts.Clear();
    }

    private void MoveFloor(long end)
    {
        var floor = Settled.NextGap(end, long.MaxValue);
        Settled.Remove(Floor, floor);
        _attempts.DropBelow(Floor, floor);
        Floor = floor;
        Cursor = Math.Max(Cursor, floor);
    }

    private void SplitAt(long offset)
    {
        var index = Leases.IndexAt(offset);
        if (index < Leases.End && Leases[index].First < offset)
            Leases.Split(index, offset, OutIn(offset, Leases[index].End));
    }
}
