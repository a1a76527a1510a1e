using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// One group on one partition: its own progress, and its consumers that compete. Owned by the partition's actor, not
/// thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Delivering: while a consumer has credit, <see cref="TryDecideTake"/>, clip the range by bytes if need be,
/// <see cref="Apply(in HandedOut)"/>. Settling: <see cref="Settle"/>. Time: <see cref="ExpireDue"/> at
/// <see cref="NextDeadlineMs"/>. An end of a consumer: <see cref="ReleaseConsumer"/>. Each decides and applies the
/// events that follow from its command.
/// </para>
/// <para>
/// Every applied event is encoded into the partition's pending events and rides in its next append. Extending is not an
/// event: deadlines belong to the process.
/// </para>
/// </remarks>
public sealed class Group
{
    private readonly Partition _partition;

    // Not after the earliest deadline of any lease.
    private long _nextDeadlineMs = long.MaxValue;

    internal Group(Partition partition, int id, long startOffset)
    {
        _partition = partition;
        Id = id;
        Ledger = new GroupLedger(startOffset);
    }

    /// <summary>The group's number, given by the catalogue.</summary>
    public int Id { get; }

    /// <summary>Every record below is settled.</summary>
    public long Floor => Ledger.Floor;

    /// <summary>The next offset to be handed out for the first time.</summary>
    public long Cursor => Ledger.Cursor;

    /// <summary>Records that are out.</summary>
    public int InFlight => Ledger.InFlight;

    /// <summary>Records that wait for redelivery.</summary>
    public long WaitingCount => Ledger.Waiting.Count;

    /// <summary>Decided records that are not settled, out or not.</summary>
    public long Lag => _partition.NextOffset - Floor - Ledger.Settled.Count;

    /// <summary>
    /// Monotonic time at which <see cref="ExpireDue"/> is worth a call; <see cref="long.MaxValue"/> when nothing is
    /// out.
    /// </summary>
    public long NextDeadlineMs => Ledger.Leases.Count == 0 ? long.MaxValue : _nextDeadlineMs;

    /// <summary>Whether a consumer with credit would get something at once.</summary>
    public bool HasReady => TryDecideTake(new Take(0, 1), default, out _);

    internal GroupLedger Ledger { get; }

    /// <summary>
    /// Decides the next range for a consumer: the lowest records that wait for redelivery, then fresh ones below what
    /// is durable. Answers false when nothing is ready or a cap of <see cref="Limits"/> is full; then the consumer
    /// waits.
    /// </summary>
    public bool TryDecideTake(in Take command, Now now, out HandedOut e)
    {
        e = default;
        var room = Math.Min(command.MessagesMax, Limits.InFlightMax - InFlight);
        if (room <= 0 || Ledger.Leases.Count + 2 > Limits.LeasesMax || _partition.IsEventRoomFull)
            return false;
        var deadlineMs = now.MonotonicMs + command.AckWaitMs;
        return Ledger.Waiting.Count != 0
            ? DecideAgain(command.Consumer, room, deadlineMs, out e)
            : DecideFresh(command.Consumer, room, deadlineMs, out e);
    }

    /// <summary>Puts a decided range out.</summary>
    public void Apply(in HandedOut e)
    {
        Invariant.Require(
            e.GroupId == Id && e.End <= _partition.DurableOffset && InFlight + e.Count <= Limits.InFlightMax);
        Play(e);
        _partition.Events.Add(e);
    }

    /// <summary>Acks, returns or extends a range, as far as its token holds.</summary>
    public SettleResult Settle(in SettleRange command, Now now)
    {
        // Whatever a consumer claims, the walk stays within what a group can hold.
        var first = Math.Max(command.First, Floor);
        var end = Math.Min(command.First + Math.Max(0L, command.Count), Math.Min(_partition.DurableOffset, SpanEnd));
        var accepted = command.Tenure > _partition.Tenure || command.First < 0 ? 0 : command.Kind switch
        {
            SettleKind.Ack => Ack(command, first, end),
            SettleKind.Nack => Nack(command, first, end),
            _ => Extend(command, first, end, now),
        };
        return new SettleResult(accepted, Math.Max(0, command.Count) - accepted);
    }

    /// <summary>Returns every lease whose ack wait has passed; answers how many records came back.</summary>
    public int ExpireDue(Now now)
    {
        if (now.MonotonicMs < NextDeadlineMs)
            return 0;
        var before = InFlight;
        var next = long.MaxValue;
        for (var index = Ledger.Leases.Start; index < Ledger.Leases.End; index++)
        {
            var lease = Ledger.Leases[index];
            if (lease.IsDead)
                continue;
            if (lease.DeadlineMs <= now.MonotonicMs)
                Apply(new RangeReturned(Id, Math.Max(Floor, lease.First), lease.End - Math.Max(Floor, lease.First)));
            else
                next = Math.Min(next, lease.DeadlineMs);
        }

        _nextDeadlineMs = next;
        return before - InFlight;
    }

    /// <summary>A consumer has ended: what it had waits for redelivery. Answers how many records came back.</summary>
    /// <param name="consumer">Who ended.</param>
    /// <param name="uncleanly">True when its connection broke: the attempts count. False after a drain: they do
    /// not.</param>
    public int ReleaseConsumer(long consumer, bool uncleanly)
    {
        if (!HasAnyOf(consumer))
            return 0;
        var before = InFlight;
        Apply(new ConsumerReleased(Id, consumer, uncleanly));
        return before - InFlight;
    }

    /// <summary>
    /// Checks everything that must hold between the parts of the state. Its cost grows with the state.
    /// </summary>
    public void CheckAll() => GroupCheck.Run(this, _partition.NextOffset);

    internal void Play(in HandedOut e)
    {
        Invariant.Require(e.Count > 0 && e.Attempt > 0 && e.First >= Floor && e.End <= _partition.NextOffset);
        Ledger.HandOut(e);
        _nextDeadlineMs = Math.Min(_nextDeadlineMs, e.DeadlineMs);
        CheckCheap();
    }

    internal int Play(in RangeSettled e)
    {
        Invariant.Require(e.Count > 0 && e.First >= 0 && e.First + e.Count <= _partition.NextOffset);
        var settled = Ledger.Settle(e.First, e.First + e.Count);
        CheckCheap();
        return settled;
    }

    internal int Play(in RangeReturned e)
    {
        Invariant.Require(e.Count > 0 && e.First >= 0 && e.First + e.Count <= Cursor);
        var returned = Ledger.Return(e.First, e.First + e.Count);
        CheckCheap();
        return returned;
    }

    internal void Play(in ConsumerReleased e) => Ledger.ReturnAll(e.Consumer, e.IsCounted);

    internal void PlayTenure()
    {
        if (!Mutants.ForgetsWhatWasOut)
            Ledger.ReturnAll(consumer: null, isCounted: true);
    }

    private long SpanEnd => Floor + Limits.SpanMax;

    private bool DecideAgain(long consumer, int room, long deadlineMs, out HandedOut e)
    {
        var first = Ledger.Waiting.NextMember(Floor, Cursor);
        var end = Ledger.Waiting.NextGap(first, Math.Min(Cursor, first + room));
        if (!Mutants.MixesAttempts)
            end = Ledger.Attempts.RunEnd(first, end);
        var attempt = (short)Math.Min(Limits.AttemptMax, Ledger.Attempts.Of(first) + 1);
        e = new HandedOut(Id, first, (int)(end - first), attempt, consumer, deadlineMs);
        return true;
    }

    private bool DecideFresh(long consumer, int room, long deadlineMs, out HandedOut e)
    {
        var stop = Math.Min(_partition.DurableOffset, SpanEnd);
        var first = Ledger.Settled.NextGap(Cursor, stop);
        var end = Ledger.Settled.NextMember(first, Math.Min(stop, first + room));
        e = new HandedOut(Id, first, (int)Math.Max(0, end - first), Attempt: 1, consumer, deadlineMs);
        return e.Count > 0;
    }

    private int Ack(in SettleRange command, long first, long end)
    {
        var accepted = 0;
        for (var at = first; at < end;)
        {
            var runEnd = AckableRunEnd(command, at, end);
            if (runEnd > at)
                accepted += Apply(new RangeSettled(Id, at, runEnd - at));
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

        if (at < Cursor)
            return Math.Min(Math.Min(end, leaseFirst), Cursor);
        // Out in an earlier tenure, by a hand-out that was never stored.
        return command.Tenure < _partition.Tenure ? end : at;
    }

    // Behind a run that ended at records which are out under another token: where they end.
    private long NextAckable(in SettleRange command, long at, long end)
    {
        var index = Ledger.Leases.IndexAt(at);
        if (at >= end || index == Ledger.Leases.End || Ledger.Leases[index].First > at)
            return at >= Cursor && command.Tenure == _partition.Tenure ? end : at;
        return Ledger.OutRunEnd(at, Math.Min(end, Ledger.Leases[index].End));
    }

    private int Nack(in SettleRange command, long first, long end)
    {
        var accepted = 0;
        for (var at = first; TryFindHeld(command, at, end, out var from, out var to); at = to)
        {
            if (Ledger.OutIn(from, to) != 0)
                accepted += Apply(new RangeReturned(Id, from, to - from));
        }

        return accepted;
    }

    private int Extend(in SettleRange command, long first, long end, Now now)
    {
        var accepted = 0;
        var deadlineMs = now.MonotonicMs + command.AckWaitMs;
        for (var at = first; TryFindHeld(command, at, end, out var from, out var to); at = to)
            accepted += Ledger.Extend(from, to, deadlineMs);
        _nextDeadlineMs = Math.Min(_nextDeadlineMs, deadlineMs);
        return accepted;
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
            if (!lease.IsDead && Holds(command, lease))
                return true;
        }

        (from, to) = (end, end);
        return false;
    }

    private bool Holds(in SettleRange command, in Lease lease) =>
        command.Tenure == _partition.Tenure && command.Attempt == lease.Attempt && command.Consumer == lease.Consumer;

    private bool HasAnyOf(long consumer)
    {
        for (var index = Ledger.Leases.Start; index < Ledger.Leases.End; index++)
        {
            if (Ledger.Leases[index].Consumer == consumer && !Ledger.Leases[index].IsDead)
                return true;
        }

        return false;
    }

    private int Apply(in RangeSettled e)
    {
        var settled = Play(e);
        if (settled != 0)
            _partition.Events.Add(e);
        return settled;
    }

    private int Apply(in RangeReturned e)
    {
        _partition.Events.Add(e);
        return Play(e);
    }

    private void Apply(in ConsumerReleased e)
    {
        _partition.Events.Add(e);
        Play(e);
    }

    private void CheckCheap()
    {
        Invariant.Require(Floor <= Cursor && Cursor <= _partition.NextOffset);
        Invariant.Require(InFlight >= 0 && InFlight + Ledger.Waiting.Count <= Cursor - Floor);
    }
}
