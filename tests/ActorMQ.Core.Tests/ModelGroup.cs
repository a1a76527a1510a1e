using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

/// <summary>A group as a list of records, each looked at one by one: slow, and simple enough to be believed.</summary>
public sealed class ModelGroup(long start)
{
    private readonly List<ModelRecord> _records = [];
    private int _ahead;

    public GroupPolicy Policy { get; set; } = GroupPolicy.AtOnce;

    public long Start { get; } = start;

    public long Cursor { get; private set; } = start;

    /// <summary>Every move ever, done or not.</summary>
    public List<Move> Moves { get; init; } = [];

    public int FirstMove { get; private set; }

    public long End => Start + _records.Count;

    public long Floor => Where(Start, End, record => record.State != ModelState.Settled).DefaultIfEmpty(End).First();

    public int Unsettled => _records.Count(record => record.State != ModelState.Settled);

    public long Deadline => _records.Where(record => record.State == ModelState.Out)
        .Select(record => record.DeadlineMs).DefaultIfEmpty(long.MaxValue).Min();

    public long Due => _records.Where(record => record.State == ModelState.Retry)
        .Select(record => record.DueMs).DefaultIfEmpty(long.MaxValue).Min();

    public ModelRecord this[long offset]
    {
        get => _records[(int)(offset - Start)];
        private set => _records[(int)(offset - Start)] = value;
    }

    public int Count(ModelState state) => _records.Count(record => record.State == state);

    public ModelGroup Clone()
    {
        var clone = new ModelGroup(Start)
        {
            Cursor = Cursor,
            Moves = [.. Moves],
            FirstMove = FirstMove,
            Policy = Policy,
        };
        clone._records.AddRange(_records);
        return clone;
    }

    /// <summary>What no event tells is gone with the process.</summary>
    public void ForgetProcess()
    {
        for (var offset = Start; offset < End; offset++)
            this[offset] = this[offset] with { IsStarted = false, IsSuspended = false };
    }

    public void Grow(long end)
    {
        while (End < end)
            _records.Add(default);
    }

    /// <summary>The range that the next take must get; empty when nothing is ready.</summary>
    public (long First, int Count, int Attempt) Next(int messagesMax, long durable, bool isFreshOnly)
    {
        var ready = isFreshOnly
            ? -1
            : Where(Start, Cursor, record => record.State == ModelState.Ready).DefaultIfEmpty(-1).First();
        var fresh = Where(Cursor, durable, record => record.State == ModelState.Fresh).DefaultIfEmpty(-1).First();
        if (ready < 0 && fresh < 0)
            return default;
        if (ready >= 0 && (fresh < 0 || _ahead <= 0))
        {
            var attempts = this[ready].Attempt;
            var max = fresh < 0 ? messagesMax : (messagesMax + 1) / 2;
            var same = Run(ready, Cursor, r => r.State == ModelState.Ready && r.Attempt == attempts, max);
            return (ready, same, attempts + 1);
        }

        var room = ready < 0 ? messagesMax : Math.Min(messagesMax, Math.Max(_ahead, 64));
        return (fresh, Run(fresh, durable, r => r.State == ModelState.Fresh, room), 1);
    }

    /// <summary>The records that must go together with a range.</summary>
    public IReadOnlyList<long> More(HandedOut e, int room, long end, long durable)
    {
        if (e.First >= Cursor)
            return [];
        var isFreshThere = Where(Cursor, durable, record => record.State == ModelState.Fresh).Any();
        var max = isFreshThere ? ((e.Count + room + 1) / 2) - e.Count : room;
        return [.. Where(
            e.End, Math.Min(end, Cursor), r => r.State == ModelState.Ready && r.Attempt + 1 == e.Attempt).Take(max)];
    }

    public void HandOut(in HandedOut e, long durable)
    {
        var isAgain = e.First < Cursor;
        var isOtherThere = isAgain
            ? Where(Cursor, durable, record => record.State == ModelState.Fresh).Any()
            : Count(ModelState.Ready) > 0;
        _ahead = !isOtherThere ? 0 : isAgain ? _ahead + e.Count : Math.Max(_ahead - e.Count, -64);
        for (var offset = e.First; offset < e.End; offset++)
        {
            this[offset] = new ModelRecord
            {
                State = ModelState.Out,
                Attempt = e.Attempt,
                Consumer = e.Consumer,
                Concurrency = e.Concurrency,
                DeadlineMs = e.DeadlineMs,
            };
        }

        Cursor = Math.Max(Cursor, e.End);
    }

    /// <summary>Settles, returns, extends or starts one by one; answers how many.</summary>
    public int Settle(in SettleRange command, long tenure, long durable, Now now)
    {
        var accepted = 0;
        if (command.Tenure > tenure || command.First < 0)
            return 0;
        var end = Math.Min(command.First + command.Count, durable);
        for (var offset = Math.Max(Start, command.First); offset < end; offset++)
            accepted += SettleOne(command, offset, tenure, now) ? 1 : 0;
        Cursor = Math.Max(Cursor, Floor);
        return accepted;
    }

    public int Expire(Now now)
    {
        var counted = Counted(record => record.IsSuspended && record.DeadlineMs <= now.MonotonicMs);
        var due = Where(Start, End, r => r.State == ModelState.Out && r.DeadlineMs <= now.MonotonicMs).ToList();
        foreach (var offset in due)
        {
            if (!this[offset].IsSuspended)
                Fail(offset, new Failure(MoveCause.AckWaitPassed, (short)this[offset].Attempt), now);
            else if (counted.Contains(offset))
                Lose(offset, now);
            else
                GiveBack(offset);
        }

        return due.Count;
    }

    public int ReleaseDue(Now now)
    {
        var due = Where(Start, End, r => r.State == ModelState.Retry && r.DueMs <= now.WallMs).ToList();
        foreach (var offset in due)
            this[offset] = this[offset] with { State = ModelState.Ready };
        return due.Count;
    }

    public int Release(long consumer, bool uncleanly, Now now) => EndAll(r => r.Consumer == consumer, uncleanly, now);

    public void StartTenure(Now now) => EndAll(_ => true, uncleanly: true, now);

    public int Suspend(long consumer, long deadlineMs) => Change(
        record => record.Consumer == consumer, record => record with { IsSuspended = true, DeadlineMs = deadlineMs });

    public int Resume(long consumer, long deadlineMs) => Change(
        record => record.Consumer == consumer && record.IsSuspended, record => record with { DeadlineMs = deadlineMs });

    public int ReleaseUnclaimed(long consumer)
    {
        var unclaimed = Where(
            Start, End, r => r.State == ModelState.Out && r.Consumer == consumer && r.IsSuspended).ToList();
        unclaimed.ForEach(GiveBack);
        return unclaimed.Count;
    }

    public int FinishMoves(long end)
    {
        var before = FirstMove;
        for (; FirstMove < Math.Min(end, Moves.Count); FirstMove++)
            this[Moves[FirstMove].Offset] = new ModelRecord { State = ModelState.Settled };
        Cursor = Math.Max(Cursor, Floor);
        return FirstMove - before;
    }

    /// <summary>Moves what is left, one by one; what is passed over on the way is ready.</summary>
    public RedriveResult Redrive(long first, long end, long durable, RedriveTarget target, Now now)
    {
        var moved = 0;
        for (var offset = Math.Max(Start, first); offset < Math.Min(end, durable); offset++)
        {
            if (this[offset].State is ModelState.Settled or ModelState.Moving)
                continue;
            if (Moves.Count - FirstMove == Limits.MovesMax)
                return new RedriveResult(moved, offset);
            for (; Cursor <= offset; Cursor++)
            {
                if (this[Cursor].State == ModelState.Fresh)
                    this[Cursor] = new ModelRecord { State = ModelState.Ready };
            }

            Moves.Add(new Move(Moves.Count, offset, 0, MoveCause.Redriven, "", now.WallMs, target));
            this[offset] = new ModelRecord { State = ModelState.Moving };
            moved++;
        }

        return new RedriveResult(moved, end);
    }

    public long Purge(long first, long end, long durable)
    {
        var purged = Where(
            Math.Max(Start, first), Math.Min(end, durable),
            record => record.State is not (ModelState.Settled or ModelState.Moving)).ToList();
        purged.ForEach(Forget);
        Cursor = Math.Max(Cursor, Floor);
        return purged.Count;
    }

    public int ReturnMoves(long end)
    {
        var before = FirstMove;
        for (; FirstMove < Math.Min(end, Moves.Count); FirstMove++)
            this[Moves[FirstMove].Offset] = new ModelRecord { State = ModelState.Ready };
        return FirstMove - before;
    }

    public int PutOffMoves(long end)
    {
        var putOff = Moves.Take((int)Math.Min(end, Moves.Count)).Skip((int)FirstMove).ToList();
        FirstMove += putOff.Count;
        putOff.ForEach(move => Moves.Add(move with { Sequence = Moves.Count }));
        return putOff.Count;
    }

    /// <summary>They were redriven for another group.</summary>
    public void SettleForOthers(long first, long end)
    {
        for (var offset = first; offset < end; offset++)
            Forget(offset);
        Cursor = Math.Max(Cursor, Floor);
    }

    public int SkipBelow(long end)
    {
        var skipped = Where(Start, end, r => r.State is not (ModelState.Settled or ModelState.Moving)).ToList();
        foreach (var offset in skipped)
            this[offset] = new ModelRecord { State = ModelState.Settled };
        Cursor = Math.Max(Cursor, Floor);
        return skipped.Count;
    }

    private bool SettleOne(in SettleRange command, long offset, long tenure, Now now)
    {
        var record = this[offset];
        var isHeld = record.State == ModelState.Out && command.Tenure == tenure
            && record.Attempt == command.Attempt && record.Consumer == command.Consumer;
        var mayAck = isHeld || record.State is ModelState.Ready or ModelState.Retry
            || (record.State == ModelState.Fresh && command.Tenure < tenure);
        if (command.Kind == SettleKind.Ack ? !mayAck : !isHeld)
            return false;
        switch (command.Kind)
        {
            case SettleKind.Ack:
                this[offset] = new ModelRecord { State = ModelState.Settled };
                break;
            case SettleKind.Extend:
                var deadlineMs = now.MonotonicMs + command.AckWaitMs;
                this[offset] = record with { DeadlineMs = deadlineMs, IsSuspended = false };
                break;
            case SettleKind.Start:
                this[offset] = record with { IsStarted = true };
                break;
            case SettleKind.Reject:
                Fail(offset, new Failure(MoveCause.Rejected, command.Attempt, Reason: command.Reason), now);
                break;
            default:
                var nack = new Failure(MoveCause.Nacked, command.Attempt, command.DelayMs, command.Reason);
                Fail(offset, nack, now);
                break;
        }

        return true;
    }

    private int EndAll(Func<ModelRecord, bool> which, bool uncleanly, Now now)
    {
        var counted = uncleanly ? Counted(which) : [];
        var ended = Where(Start, End, record => record.State == ModelState.Out && which(record)).ToList();
        foreach (var offset in ended)
        {
            if (counted.Contains(offset))
                Lose(offset, now);
            else
                GiveBack(offset);
        }

        return ended.Count;
    }

    // Of each consumer: what it started, and as many others as it works on, the lowest first.
    private HashSet<long> Counted(Func<ModelRecord, bool> which)
    {
        var counted = new HashSet<long>();
        var consumers = Where(Start, End, record => record.State == ModelState.Out && which(record))
            .GroupBy(offset => this[offset].Consumer);
        foreach (var offsets in consumers.Select(group => group.ToList()))
        {
            var others = offsets.Where(offset => !this[offset].IsStarted).Take(this[offsets[0]].Concurrency);
            counted.UnionWith(offsets.Where(offset => this[offset].IsStarted).Concat(others));
        }

        return counted;
    }

    private void Lose(long offset, Now now) =>
        Fail(offset, new Failure(MoveCause.ConsumerLost, (short)this[offset].Attempt), now);

    private void GiveBack(long offset) =>
        this[offset] = new ModelRecord { State = ModelState.Ready, Attempt = this[offset].Attempt - 1 };

    private void Fail(long offset, in Failure failure, Now now)
    {
        var isLast = Policy.AttemptLimit > 0 && failure.Attempt >= Policy.AttemptLimit;
        if (Policy.DeadLetter == "off" || !(isLast || failure.Cause == MoveCause.Rejected))
        {
            var time = failure.DelayMs >= 0
                ? Backoff.Exactly(failure.DelayMs, now.WallMs)
                : Backoff.After(Policy, failure.Attempt, now.WallMs);
            Wait(offset, failure.Attempt, time);
        }
        else if (Moves.Count - FirstMove < Limits.MovesMax)
        {
            Moves.Add(new Move(
                Moves.Count, offset, failure.Attempt, failure.Cause, failure.Reason ?? "", now.WallMs));
            this[offset] = new ModelRecord { State = ModelState.Moving };
        }
        else
        {
            Wait(offset, failure.Attempt - 1, Backoff.Exactly(1_000, now.WallMs));
        }
    }

    private void Wait(long offset, int attempts, in RetryTime time) => this[offset] = new ModelRecord
    {
        State = time.IsAtOnce ? ModelState.Ready : ModelState.Retry,
        Attempt = attempts,
        DueMs = time.Of(offset, attempts),
    };

    private void Forget(long offset) => this[offset] = new ModelRecord { State = ModelState.Settled };

    private int Change(Func<ModelRecord, bool> which, Func<ModelRecord, ModelRecord> change)
    {
        var changed = Where(Start, End, record => record.State == ModelState.Out && which(record)).ToList();
        foreach (var offset in changed)
            this[offset] = change(this[offset]);
        return changed.Count;
    }

    private IEnumerable<long> Where(long first, long end, Func<ModelRecord, bool> which)
    {
        for (var offset = first; offset < end; offset++)
        {
            if (which(this[offset]))
                yield return offset;
        }
    }

    private int Run(long first, long end, Func<ModelRecord, bool> which, int max)
    {
        var count = 0;
        while (count < max && first + count < end && which(this[first + count]))
            count++;
        return count;
    }
}
