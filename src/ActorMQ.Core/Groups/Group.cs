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
/// <see cref="NextDeadlineMs"/>, <see cref="ReleaseDue"/> at <see cref="NextDueMs"/>. A consumer that ends cleanly:
/// <see cref="ReleaseConsumer"/>. One that is lost: <see cref="SuspendConsumer"/>; should it come back in time,
/// <see cref="ResumeConsumer"/>, then its claims (<see cref="SettleKind.Extend"/>), then
/// <see cref="ReleaseUnclaimed"/>. Dead letters: <see cref="TryGetMove"/> from <see cref="FirstMove"/> on, and
/// <see cref="FinishMoves"/> once the target has stored them. Each decides and applies the events that follow from its
/// command.
/// </para>
/// <para>
/// Every applied event is encoded into the partition's pending events and rides in its next append. Extending,
/// starting, suspending and resuming are not events: they belong to the process.
/// </para>
/// </remarks>
public sealed class Group
{
    private readonly Partition _partition;
    private readonly GroupTaking _taking;
    private readonly GroupSettling _settling;
    private readonly GroupDeadlines _deadlines;

    internal Group(Partition partition, int id, long startOffset)
    {
        _partition = partition;
        Id = id;
        Ledger = new GroupLedger(startOffset);
        Returns = new GroupReturns(this);
        _taking = new GroupTaking(this, partition);
        _settling = new GroupSettling(this, partition);
        _deadlines = new GroupDeadlines(this);
        Redriving = new GroupRedriving(this, partition);
        Events = new GroupEvents(this, partition, _deadlines);
    }

    /// <summary>The group's number, given by the catalogue.</summary>
    public int Id { get; }

    /// <summary>
    /// How failed deliveries are treated from here on. No event of the partition: the shell sets it after recovery,
    /// before <see cref="Partition.StartTenure"/>, and at each change.
    /// </summary>
    public GroupPolicy Policy
    {
        get => Returns.Policy;
        set => Returns.Policy = value;
    }

    /// <summary>Every record below is settled.</summary>
    public long Floor => Ledger.Floor;

    /// <summary>The next offset to be handed out for the first time.</summary>
    public long Cursor => Ledger.Cursor;

    /// <summary>Records that are out.</summary>
    public int InFlight => Ledger.InFlight;

    /// <summary>Records that wait for redelivery, those in backoff included.</summary>
    public long WaitingCount => Ledger.Ready.Count + Ledger.Retries.Count;

    /// <summary>Records that wait for their backoff.</summary>
    public long RetryCount => Ledger.Retries.Count;

    /// <summary>Records on their way to the dead-letter topic.</summary>
    public int MoveCount => Ledger.Outbox.Count;

    /// <summary>Decided records that are not settled, out or not.</summary>
    public long Lag => _partition.NextOffset - Floor - Ledger.Settled.Count;

    /// <summary>
    /// Monotonic time at which <see cref="ExpireDue"/> is worth a call; <see cref="long.MaxValue"/> when nothing is
    /// out.
    /// </summary>
    public long NextDeadlineMs => _deadlines.NextMs;

    /// <summary>
    /// Wall time at which <see cref="ReleaseDue"/> is worth a call; <see cref="long.MaxValue"/> when nothing is in
    /// backoff, and while so much is ready that more would not help.
    /// </summary>
    public long NextDueMs => ReadyRoom == 0 ? long.MaxValue : Ledger.Retries.NextDueMs;

    /// <summary>The lowest record on its way to the dead letters; <see cref="long.MaxValue"/> when none is.</summary>
    public long LowestMove => MoveCount == 0 ? long.MaxValue : Ledger.Outbox.Offsets.First;

    /// <summary>The sequence of the oldest move that is not done; <see cref="EndMove"/> when there is none.</summary>
    public long FirstMove => Ledger.Outbox.First;

    /// <summary>The sequence that the next move will get.</summary>
    public long EndMove => Ledger.Outbox.End;

    /// <summary>
    /// Where the moves to the dead letters go, as in <see cref="GroupPolicy.DeadLetter"/>: by the policy that was in
    /// force when the first of them was decided.
    /// </summary>
    public string DeadLetter => Ledger.Outbox.DeadLetter;

    /// <summary>Whether a consumer with credit would get something at once.</summary>
    public bool HasReady => TryDecideTake(new Take(0, 1), default, out _);

    /// <summary>What an administrator does with the records that are left.</summary>
    public GroupRedriving Redriving { get; }

    internal GroupLedger Ledger { get; }

    internal GroupReturns Returns { get; }

    internal GroupEvents Events { get; }

    /// <summary>
    /// Decides the next range for a consumer: the lowest records that are ready for redelivery, or fresh ones below
    /// what is durable; while both are there they take turns. Answers false when nothing is ready or a cap of
    /// <see cref="Limits"/> is full; then the consumer waits.
    /// </summary>
    public bool TryDecideTake(in Take command, Now now, out HandedOut e) => _taking.TryDecide(command, now, out e);

    /// <summary>
    /// Adds to a decided range what may go together with it, when it is a redelivery: ready records of the same attempt
    /// behind it and below <paramref name="end"/>. All of them are then put out, or none.
    /// </summary>
    /// <param name="decided">The range, clipped; further ones are added.</param>
    /// <param name="messagesMax">How many records there may be beside it.</param>
    /// <param name="end">Where the offsets end that may go together.</param>
    public void DecideMore(List<HandedOut> decided, int messagesMax, long end) =>
        _taking.DecideMore(decided, messagesMax, end);

    /// <summary>Puts a decided range out.</summary>
    public void Apply(in HandedOut e)
    {
        Invariant.Require(
            e.GroupId == Id && e.End <= _partition.DurableOffset && InFlight + e.Count <= Limits.InFlightMax);
        _taking.Count(e);
        Events.Play(e);
        _partition.Events.Add(e);
    }

    /// <summary>Acks, returns, extends, rejects or starts a range, as far as its token holds.</summary>
    public SettleResult Settle(in SettleRange command, Now now)
    {
        // Whatever a consumer claims, the walk stays within what a group can hold.
        var first = Math.Max(command.First, Floor);
        var end = Math.Min(command.First + Math.Max(0L, command.Count), Math.Min(_partition.DurableOffset, SpanEnd));
        var accepted = command.Tenure > _partition.Tenure || command.First < 0 ? 0 : command.Kind switch
        {
            SettleKind.Ack => _settling.Ack(command, first, end),
            SettleKind.Extend => _settling.Extend(command, first, end, _deadlines.From(now, command.AckWaitMs)),
            SettleKind.Start => _settling.Start(command, first, end),
            _ => _settling.Fail(command, first, end, now),
        };
        return new SettleResult(accepted, Math.Max(0, command.Count) - accepted);
    }

    /// <summary>
    /// Adds to <paramref name="lost"/> the parts of a range that its token does not hold, as they are after
    /// <see cref="Settle"/>.
    /// </summary>
    public void FindLost(in SettleRange command, List<LostLock> lost) => _settling.FindLost(command, lost);

    /// <summary>How many records are out with one consumer.</summary>
    public int OutWith(long consumer)
    {
        var records = 0;
        for (var index = Ledger.Leases.Start; index < Ledger.Leases.End; index++)
            records += Ledger.Leases[index].Consumer == consumer ? Ledger.Leases[index].Outstanding : 0;
        return records;
    }

    /// <summary>
    /// Takes back every lease whose ack wait has passed, and judges the lost consumers that did not come back in time;
    /// answers how many records are out no more. Adds to <paramref name="lost"/> what consumers lose that are there.
    /// </summary>
    public int ExpireDue(Now now, List<LostLock>? lost = null) => _deadlines.ExpireDue(now, lost);

    /// <summary>
    /// Makes records ready whose backoff has passed, at most so many and <see cref="Limits.ReleasedMax"/> at a time;
    /// answers how many. When <see cref="NextDueMs"/> is not later then, there is more: call it again in another turn.
    /// </summary>
    public int ReleaseDue(Now now, int recordsMax = Limits.ReleasedMax)
    {
        var wallMs = WallMs(now);
        if (NextDueMs > wallMs)
            return 0;
        var released = Ledger.ReleaseDue(wallMs, Math.Min(ReadyRoom, recordsMax));
        _partition.NoteWall(wallMs);
        _partition.Events.Add(new RetriesReleased(Id, wallMs, released));
        Events.CheckCheap();
        return released;
    }

    /// <summary>A consumer has ended: what it had waits for redelivery. Answers how many records came back.</summary>
    /// <param name="consumer">Who ended.</param>
    /// <param name="uncleanly">False after a drain: no attempt counts. True when it was lost and will not come back:
    /// what it had at work counts.</param>
    /// <param name="now">When.</param>
    public int ReleaseConsumer(long consumer, bool uncleanly, Now now)
    {
        var before = InFlight;
        if (uncleanly)
            _deadlines.Judge(consumer, now);
        if (HasAnyOf(consumer))
            Apply(new ConsumerReleased(Id, consumer, Mutants.CountsDrains));
        return before - InFlight;
    }

    /// <summary>
    /// Nobody can be given a decided range at present: it waits for a while, and what is behind it goes on. No attempt
    /// counts.
    /// </summary>
    public void PutAside(in HandedOut range, int delayMs, Now now)
    {
        Apply(range);
        _partition.NoteClock(WallMs(now));
        var later = Backoff.Exactly(delayMs, WallMs(now));
        Apply(new RangeReturned(Id, range.First, range.Count, IsCounted: false, later));
    }

    /// <summary>
    /// The owner ends in order: what is out waits for redelivery, and no attempt counts but those of consumers that had
    /// been lost before. Answers how many records came back.
    /// </summary>
    public int ReleaseAll(Now now)
    {
        var before = InFlight;
        _deadlines.JudgeSuspended(now);
        for (var index = Ledger.Leases.Start; index < Ledger.Leases.End; index++)
        {
            if (!Ledger.Leases[index].IsDead)
                Apply(new ConsumerReleased(Id, Ledger.Leases[index].Consumer, IsCounted: false));
        }

        return before - InFlight;
    }

    /// <summary>
    /// A consumer was lost: what it has stays out for a while, so that it can come back and claim it. Then
    /// <see cref="ExpireDue"/> judges. Answers how many records that are.
    /// </summary>
    public int SuspendConsumer(long consumer, Now now, int graceMs) => _deadlines.Suspend(consumer, now, graceMs);

    /// <summary>
    /// A lost consumer came back: it has so long to claim what it still holds. Answers how many records it can claim; 0
    /// when nothing was kept for it.
    /// </summary>
    public int ResumeConsumer(long consumer, Now now, int graceMs) => _deadlines.Resume(consumer, now, graceMs);

    /// <summary>
    /// A consumer that came back has claimed all that it holds: the rest waits for redelivery, no attempt counts.
    /// Answers how many records came back.
    /// </summary>
    public int ReleaseUnclaimed(long consumer) => _deadlines.ReleaseUnclaimed(consumer);

    /// <summary>A move that is not done, by its sequence.</summary>
    public bool TryGetMove(long sequence, out Move move)
    {
        var isPending = sequence >= FirstMove && sequence < EndMove;
        move = isPending ? Ledger.Outbox[sequence] : default;
        return isPending;
    }

    /// <summary>
    /// The target has stored every move below <paramref name="endSequence"/>: their records are settled. Answers how
    /// many were not yet.
    /// </summary>
    public int FinishMoves(long endSequence)
    {
        var finished = MovesBelow(endSequence);
        if (finished == 0)
            return 0;
        var e = new MovesDone(Id, FirstMove + finished);
        Events.Play(e);
        _partition.Events.Add(e);
        return finished;
    }

    /// <summary>
    /// The oldest moves, those below <paramref name="endSequence"/>, cannot be read at present: they go behind all
    /// others, under new sequences. Answers how many.
    /// </summary>
    public int PutOffMoves(long endSequence)
    {
        var count = MovesBelow(endSequence);
        if (count == 0)
            return 0;
        var e = new MovesPutOff(Id, FirstMove + count);
        Events.Play(e);
        _partition.Events.Add(e);
        return count;
    }

    /// <summary>How many of the oldest moves that are not done have a lower sequence.</summary>
    internal int MovesBelow(long endSequence) => (int)Math.Max(0, Math.Min(endSequence, EndMove) - FirstMove);

    /// <summary>
    /// Settles everything durable below an offset, because its topic keeps it no longer; what is on its way to the dead
    /// letters stays on it. Answers how many records were not settled. While moves are pending it may stop at
    /// <see cref="Limits.SpanMax"/> above the floor.
    /// </summary>
    public long SkipBelow(long offset)
    {
        var end = Math.Min(offset, _partition.DurableOffset);
        return _settling.SkipBelow(MoveCount == 0 ? end : Math.Min(end, SpanEnd));
    }

    /// <summary>
    /// Checks everything that must hold between the parts of the state. Its cost grows with the state.
    /// </summary>
    public void CheckAll() => GroupCheck.Run(this, _partition.NextOffset);

    internal long WallMs(Now now) => Math.Max(_partition.WallMs, now.WallMs);

    /// <summary>The last owner ended: counts what its consumers had at work. The rest of it stays out.</summary>
    internal void JudgeAll(Now now) => _deadlines.Judge(consumer: null, now);

    internal long Apply(in RangeSettled e)
    {
        var settled = Events.Play(e);
        if (settled != 0)
            _partition.Events.Add(e);
        return settled;
    }

    /// <summary>Notes when due times are decided that follow.</summary>
    internal void NoteClock(Now now) => _partition.NoteClock(WallMs(now));

    internal int Apply(in RangeReturned e)
    {
        _partition.Events.Add(e);
        return Events.Play(e);
    }

    internal void Apply(in RangeMoved e)
    {
        _partition.Events.Add(e);
        Events.Play(e);
    }

    internal void Apply(in DeadLettersChosen e)
    {
        _partition.Events.Add(e);
        Events.Play(e);
    }

    internal long FloorWithoutMoves => Ledger.Outbox.Offsets.NextGap(Floor, Cursor);

    internal long SpanEnd => Floor + Limits.SpanMax;

    private long ReadyRoom => Math.Max(0, Limits.ReadyMax - Ledger.Ready.Count);

    private bool HasAnyOf(long consumer)
    {
        for (var index = Ledger.Leases.Start; index < Ledger.Leases.End; index++)
        {
            if (Ledger.Leases[index].Consumer == consumer && !Ledger.Leases[index].IsDead)
                return true;
        }

        return false;
    }

    private void Apply(in ConsumerReleased e)
    {
        _partition.Events.Add(e);
        Events.Play(e);
    }
}
