using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// What consumers say about ranges of deliveries: finds the parts that their token holds and applies what follows. A
/// consumer may lie about everything. Every range is [first, end).
/// </summary>
internal sealed class GroupSettling(Group group, Partition partition)
{
    private GroupLedger Ledger => group.Ledger;

    /// <summary>Settles what a token may settle: what it holds, and what waits, whoever had it.</summary>
    public int Ack(in SettleRange command, long first, long end)
    {
        var accepted = 0;
        for (var at = first; at < end;)
        {
            // What is on its way to the dead letters stays on it.
            var stop = Ledger.Outbox.Offsets.NextMember(at, end);
            accepted += AckPart(command, at, stop);
            at = Ledger.Outbox.Offsets.NextGap(stop, end);
        }

        return accepted;
    }

    /// <summary>Settles all below an offset but what is on its way to the dead letters.</summary>
    public long SkipBelow(long end)
    {
        var skipped = 0L;
        for (var at = Ledger.Floor; at < end;)
        {
            var stop = Ledger.Outbox.Offsets.NextMember(at, end);
            if (at < stop)
                skipped += group.Apply(new RangeSettled(group.Id, at, stop - at));
            at = Ledger.Outbox.Offsets.NextGap(stop, end);
        }

        return skipped;
    }

    /// <summary>Gives back what a token holds, or moves it to the dead letters.</summary>
    public int Fail(in SettleRange command, long first, long end, Now now)
    {
        var accepted = 0;
        var cause = command.Kind == SettleKind.Reject ? MoveCause.Rejected : MoveCause.Nacked;
        var delayMs = command.Kind == SettleKind.Reject ? -1 : command.DelayMs;
        var failure = new Failure(cause, command.Attempt, delayMs, command.Reason);
        for (var at = first; TryFindHeld(command, at, end, out var from, out var to); at = to)
            accepted += group.Returns.Fail(from, to, failure, now);
        return accepted;
    }

    /// <summary>Extends what a token holds.</summary>
    public int Extend(in SettleRange command, long first, long end, long deadlineMs)
    {
        var accepted = 0;
        for (var at = first; TryFindHeld(command, at, end, out var from, out var to); at = to)
            accepted += Ledger.Extend(from, to, deadlineMs);
        return accepted;
    }

    /// <summary>Notes what a token holds as begun.</summary>
    public int Start(in SettleRange command, long first, long end)
    {
        var accepted = 0;
        for (var at = first; TryFindHeld(command, at, end, out var from, out var to); at = to)
            accepted += Ledger.Start(from, to);
        return accepted;
    }

    /// <summary>Adds what of a range lies in no lease that its token holds.</summary>
    public void FindLost(in SettleRange command, List<LostLock> lost)
    {
        var end = command.First + command.Count;
        for (var at = command.First; at < end;)
        {
            TryFindHeld(command, at, end, out var from, out var to);
            if (at < from)
                lost.Add(new LostLock(command.Consumer, at, (int)(from - at), command.Attempt));
            at = to;
        }
    }

    private int AckPart(in SettleRange command, long first, long end)
    {
        var accepted = 0;
        for (var at = first; at < end;)
        {
            var runEnd = AckableRunEnd(command, at, end);
            if (runEnd > at)
                accepted += (int)group.Apply(new RangeSettled(group.Id, at, runEnd - at));
            at = NextAckable(command, runEnd, end);
        }

        return accepted;
    }

    // The end of the longest run from here that this token may settle; records that are settled already may lie in it.
    private long AckableRunEnd(in SettleRange command, long first, long end)
    {
        var at = first;
        while (at < end)
        {
            var next = AckablePartEnd(command, at, end);
            if (next == at)
                break;
            at = next;
        }

        return at;
    }

    // One step of the run: within one lease, or between two, or behind the cursor.
    private long AckablePartEnd(in SettleRange command, long at, long end)
    {
        var index = Ledger.Leases.IndexAt(at);
        var leaseFirst = index < Ledger.Leases.End ? Ledger.Leases[index].First : long.MaxValue;
        if (leaseFirst <= at)
        {
            ref var lease = ref Ledger.Leases[index];
            var stop = Math.Min(end, lease.End);
            return Holds(command, lease) ? stop : Ledger.NextOut(at, stop);
        }

        if (at < Ledger.Cursor)
            return Math.Min(Math.Min(end, leaseFirst), Ledger.Cursor);
        // Out in an earlier tenure, by a hand-out that was never stored.
        return command.Tenure < partition.Tenure ? end : at;
    }

    // Behind a run that ended at records which are out under another token: where they end.
    private long NextAckable(in SettleRange command, long at, long end)
    {
        var index = Ledger.Leases.IndexAt(at);
        if (at >= end || index == Ledger.Leases.End || Ledger.Leases[index].First > at)
            return at >= Ledger.Cursor && command.Tenure == partition.Tenure ? end : at;
        return Ledger.OutRunEnd(at, Math.Min(end, Ledger.Leases[index].End));
    }

    // The next part of [at, end) that lies in a lease which this token holds.
    private bool TryFindHeld(in SettleRange command, long at, long end, out long from, out long to)
    {
        for (var index = Ledger.Leases.IndexAt(at); index < Ledger.Leases.End; index++)
        {
            ref var lease = ref Ledger.Leases[index];
            from = Math.Max(at, lease.First);
            to = Math.Min(end, lease.End);
            if (from >= end)
                break;
            if (!lease.IsDead && (Holds(command, lease) || (Mutants.AcceptsStaleNacks && IsFailure(command.Kind))))
                return true;
        }

        (from, to) = (end, end);
        return false;
    }

    private static bool IsFailure(SettleKind kind) => kind is SettleKind.Nack or SettleKind.Reject;

    private bool Holds(in SettleRange command, in Lease lease) =>
        command.Tenure == partition.Tenure && command.Attempt == lease.Attempt && command.Consumer == lease.Consumer;
}
