using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The state of one group on one partition: where every record stands. Below the floor all are settled; between floor
/// and cursor a record is settled, out, or came back; one that came back is ready, scheduled, or in the outbox. From
/// the cursor on none was handed out, and few are settled (by a late ack of another tenure). Changed only by the
/// group's <c>Apply</c>. Every range is [first, end).
/// </summary>
internal sealed class GroupLedger(long start)
{
    /// <summary>All below are settled; this one is not.</summary>
    public long Floor { get; private set; } = start;

    /// <summary>The next offset to hand out for the first time; never below the floor.</summary>
    public long Cursor { get; set; } = start;

    /// <summary>Records that are out: the sum over the leases.</summary>
    public int InFlight { get; private set; }

    /// <summary>Settled records above the floor.</summary>
    public OffsetSet Settled { get; } = new();

    /// <summary>
    /// Records between floor and cursor that are neither settled nor out: exactly those of <see cref="Ready"/>,
    /// <see cref="Retries"/> and <see cref="Outbox"/>, each of which is in one of the three.
    /// </summary>
    public OffsetSet Returned { get; } = new();

    /// <summary>Records to be handed out again as soon as somebody asks.</summary>
    public OffsetSet Ready { get; } = new();

    /// <summary>How many attempts of the ready records have counted.</summary>
    public AttemptTable Attempts { get; } = new();

    /// <summary>Records that wait for their backoff.</summary>
    public RetrySchedule Retries { get; } = new();

    /// <summary>Records on their way to the dead letters.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>Who has what.</summary>
    public LeaseTable Leases { get; } = new();

    /// <summary>
    /// Records that are out and at work, as far as their consumers said so. No event tells it: it is of this process.
    /// </summary>
    public OffsetSet Started { get; } = new(isSparse: true);

    /// <summary>Puts a range out that is fresh, or ready with one attempt count.</summary>
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
            Invariant.Require(Ready.CountIn(e.First, e.End) == e.Count);
            SplitAt(e.First);
            SplitAt(e.End);
            Forget(e.First, e.End);
        }

        PutLease(e, e.Count);
        InFlight += e.Count;
    }

    /// <summary>Settles a range, whatever each record was; answers how many were not settled before.</summary>
    public long Settle(long first, long end)
    {
        var from = Math.Max(first, Floor);
        if (from >= end)
            return 0;
        Invariant.Require(Outbox.Offsets.NextMember(from, end) == end);
        var settled = end - from - Settled.CountIn(from, end);
        for (var index = Leases.IndexAt(from); index < Leases.End && Leases[index].First < end; index++)
            TakeBack(index, OutIn(Math.Max(from, Leases[index].First), Math.Min(end, Leases[index].End)));
        Started.Remove(from, end);
        Forget(from, end);
        MarkSettled(from, end);
        return settled;
    }

    /// <summary>Returns what is out of a range; answers how many.</summary>
    public int Return(long first, long end, bool isCounted, in RetryTime time)
    {
        var before = InFlight;
        for (var index = Leases.IndexAt(first); index < Leases.End && Leases[index].First < end; index++)
            ReturnLease(index, (first, end), isCounted && !Mutants.AttemptNotCounted, time);
        return before - InFlight;
    }

    /// <summary>Returns everything that is out, or only what one consumer has, at once.</summary>
    public void ReturnAll(long? consumer, bool isCounted)
    {
        for (var index = Leases.Start; index < Leases.End; index++)
        {
            if (consumer is null || Leases[index].Consumer == consumer)
                ReturnLease(index, (Floor, Cursor), isCounted, RetryTime.AtOnce);
        }
    }

    /// <summary>
    /// Puts a range into the outbox: all of it out, or, for a redrive, whatever each record was but settled or moving.
    /// </summary>
    public void Move(in RangeMoved e)
    {
        if (e.Cause == MoveCause.Redriven)
            Withdraw(e.First, e.End);
        else
            TakeOut(e);
        Outbox.Add(e);
        Invariant.Require(Returned.Add(e.First, e.End) == e.Count);
        Started.Remove(e.First, e.End);
    }

    /// <summary>Settles the records of the oldest moves.</summary>
    public void FinishMoves(long endSequence)
    {
        while (Outbox.First < endSequence)
        {
            var offset = Outbox.Drop();
            Returned.Remove(offset, offset + 1);
            MarkSettled(offset, offset + 1);
        }
    }

    /// <summary>Makes the records of the oldest moves ready, as if nobody had tried them.</summary>
    public void ReturnMoves(long endSequence)
    {
        while (Outbox.First < endSequence)
        {
            var offset = Outbox.Drop();
            MakeReady(offset, offset + 1, attempts: 0);
        }
    }

    /// <summary>Makes what is due ready, up to so many records; answers how many.</summary>
    public int ReleaseDue(long wallMs, long recordsMax)
    {
        var before = Ready.Count;
        while (Ready.Count < before + recordsMax && Retries.NextDueMs <= wallMs)
            ReleaseFrom(Retries.Buckets[0], before + recordsMax);
        return (int)(Ready.Count - before);
    }

    /// <summary>
    /// Gives a new deadline to what is out of a range of one lease, which claims it too; answers how many records.
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
            (Leases[index].DeadlineMs, Leases[index].IsSuspended) = (deadlineMs, false);
        return extended;
    }

    /// <summary>Notes that what is out of a range of one lease is at work; answers how many records.</summary>
    public int Start(long first, long end)
    {
        var started = 0;
        for (var at = NextOut(first, end); at < end; at = NextOut(at, end))
        {
            var runEnd = OutRunEnd(at, end);
            Started.Add(at, runEnd);
            started += (int)(runEnd - at);
            at = runEnd;
        }

        return started;
    }

    /// <summary>How many of a range that lies within one lease are out.</summary>
    public int OutIn(long first, long end)
    {
        var from = Math.Max(first, Floor);
        return from >= end ? 0 : (int)(end - from - Settled.CountIn(from, end) - Returned.CountIn(from, end));
    }

    /// <summary>The first record of a range within one lease that is out, or <paramref name="end"/>.</summary>
    public long NextOut(long first, long end)
    {
        for (var at = Math.Max(first, Floor); at < end;)
        {
            var unsettled = Settled.NextGap(at, end);
            at = Returned.NextGap(unsettled, end);
            if (at == unsettled)
                return at;
        }

        return end;
    }

    /// <summary>Where the run of records that are out, beginning at <paramref name="first"/>, ends.</summary>
    public long OutRunEnd(long first, long end) =>
        Math.Min(Settled.NextMember(first, end), Returned.NextMember(first, end));

    /// <summary>Puts a lease out whose other records are known already: reading a snapshot.</summary>
    public void Restore(in HandedOut e)
    {
        var outstanding = OutIn(e.First, e.End);
        PutLease(e, outstanding);
        InFlight += outstanding;
    }

    private void PutLease(in HandedOut e, int outstanding)
    {
        var lease = new Lease
        {
            First = e.First,
            End = e.End,
            Consumer = e.Consumer,
            DeadlineMs = e.DeadlineMs,
            Outstanding = outstanding,
            Attempt = (byte)e.Attempt,
            Concurrency = e.Concurrency,
        };
        Leases.Sweep();
        if (!TryJoinLast(lease))
            Leases.Put(lease);
    }

    // What one turn hands out piece by piece is one lease, as if it had been handed out at once.
    private bool TryJoinLast(in Lease lease)
    {
        if (Leases.Count == 0)
            return false;
        ref var last = ref Leases[Leases.End - 1];
        if (last.End != lease.First || last.IsDead || !last.IsLike(lease))
            return false;
        last.End = lease.End;
        last.Outstanding += lease.Outstanding;
        return true;
    }

    private void ReturnLease(int index, (long First, long End) range, bool isCounted, in RetryTime time)
    {
        var lease = Leases[index];
        var stop = Math.Min(range.End, lease.End);
        var returned = 0;
        for (var at = NextOut(Math.Max(range.First, lease.First), stop); at < stop; at = NextOut(at, stop))
        {
            var runEnd = OutRunEnd(at, stop);
            Wait(at, runEnd, lease.Attempt - (isCounted ? 0 : 1), time);
            returned += (int)(runEnd - at);
            at = runEnd;
        }

        TakeBack(index, returned);
    }

    // Which leases it lies in may differ in a replay, that knows no deadlines.
    private void TakeOut(in RangeMoved e)
    {
        var moved = 0;
        for (var index = Leases.IndexAt(e.First); index < Leases.End && Leases[index].First < e.End; index++)
        {
            var lease = Leases[index];
            var count = OutIn(Math.Max(e.First, lease.First), Math.Min(e.End, lease.End));
            Invariant.Require(count == 0 || lease.Attempt == e.Attempt);
            TakeBack(index, count);
            moved += count;
        }

        Invariant.Require(moved == e.Count);
    }

    // What is passed over on the way to it was never out: it is ready from here on.
    private void Withdraw(long first, long end)
    {
        Invariant.Require(Settled.CountIn(first, end) == 0 && Outbox.Offsets.CountIn(first, end) == 0);
        for (var at = Settled.NextGap(Cursor, end); at < end; at = Settled.NextGap(at, end))
        {
            var runEnd = Settled.NextMember(at, end);
            Wait(at, runEnd, attempts: 0, RetryTime.AtOnce);
            at = runEnd;
        }

        Cursor = Math.Max(Cursor, end);
        for (var index = Leases.IndexAt(first); index < Leases.End && Leases[index].First < end; index++)
            TakeBack(index, OutIn(Math.Max(first, Leases[index].First), Math.Min(end, Leases[index].End)));
        Forget(first, end);
    }

    private void Wait(long first, long end, int attempts, in RetryTime time)
    {
        Started.Remove(first, end);
        Invariant.Require(Returned.Add(first, end) == end - first);
        if (time.IsAtOnce)
            MakeReady(first, end, attempts);
        else
            Retries.Add(first, end, attempts, time);
    }

    private void MakeReady(long first, long end, int attempts)
    {
        Attempts.Set(first, end, attempts);
        Invariant.Require(Ready.Add(first, end) == end - first);
    }

    private void ReleaseFrom(RetryBucket bucket, long readyMax)
    {
        var (first, stop) = (bucket.Offsets.First, bucket.Offsets.EndPossible);
        var behind = first;
        for (var at = first; at < stop && Ready.Count < readyMax; at = bucket.Offsets.NextMember(behind, stop))
        {
            behind = Math.Min(bucket.Offsets.NextGap(at, stop), at + readyMax - Ready.Count);
            MakeReady(at, behind, bucket.Attempts);
        }

        Retries.Release(bucket, first, behind);
    }

    private void TakeBack(int index, int count)
    {
        if (count == 0)
            return;
        Leases.Reduce(index, count);
        InFlight -= count;
    }

    // Whatever of a range came back is so no more.
    private void Forget(long first, long end)
    {
        var returned = Returned.Remove(first, end);
        if (returned == 0)
            return;
        var ready = Ready.Remove(first, end);
        Attempts.Drop(first, end, Ready);
        if (returned != ready)
            Invariant.Require(Retries.Remove(first, end) == returned - ready);
    }

    private void MarkSettled(long first, long end)
    {
        if (first != Floor)
        {
            Settled.Add(first, end);
            return;
        }

        Floor = Settled.NextGap(end, long.MaxValue);
        Settled.Remove(first, Floor);
        Cursor = Math.Max(Cursor, Floor);
    }

    private void SplitAt(long offset)
    {
        var index = Leases.IndexAt(offset);
        if (index < Leases.End && Leases[index].First < offset)
            Leases.Split(index, offset, OutIn(offset, Leases[index].End));
    }
}
