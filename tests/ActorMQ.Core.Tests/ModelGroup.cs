using ActorMQ.Core.Groups;

namespace ActorMQ.Core.Tests;

/// <summary>A group as a list of records, each looked at one by one: slow, and simple enough to be believed.</summary>
public sealed class ModelGroup(long start)
{
    private readonly List<ModelRecord> _records = [];

    public long Start { get; } = start;

    public long Cursor { get; private set; } = start;

    public long End => Start + _records.Count;

    public long Floor => Where(Start, End, record => record.State != ModelState.Settled).DefaultIfEmpty(End).First();

    public int InFlight => _records.Count(record => record.State == ModelState.Out);

    public int Waiting => _records.Count(record => record.State == ModelState.Waiting);

    public int Unsettled => _records.Count(record => record.State != ModelState.Settled);

    public long Deadline => _records.Where(record => record.State == ModelState.Out)
        .Select(record => record.DeadlineMs).DefaultIfEmpty(long.MaxValue).Min();

    public ModelRecord this[long offset]
    {
        get => _records[(int)(offset - Start)];
        private set => _records[(int)(offset - Start)] = value;
    }

    public ModelGroup Clone()
    {
        var clone = new ModelGroup(Start) { Cursor = Cursor };
        clone._records.AddRange(_records);
        return clone;
    }

    public void Grow(long end)
    {
        while (End < end)
            _records.Add(default);
    }

    /// <summary>The range that the next take must get; empty when nothing is ready.</summary>
    public (long First, int Count, int Attempt) Next(int messagesMax, long durable)
    {
        var waiting = Where(Start, Cursor, record => record.State == ModelState.Waiting).DefaultIfEmpty(-1).First();
        if (waiting >= 0)
        {
            var attempts = this[waiting].Attempt;
            var same = Run(waiting, Cursor, r => r.State == ModelState.Waiting && r.Attempt == attempts, messagesMax);
            return (waiting, same, attempts + 1);
        }

        var fresh = Where(Cursor, durable, record => record.State == ModelState.Fresh).DefaultIfEmpty(-1).First();
        return fresh < 0 ? (0, 0, 0) : (fresh, Run(fresh, durable, r => r.State == ModelState.Fresh, messagesMax), 1);
    }

    public void HandOut(in HandedOut e)
    {
        for (var offset = e.First; offset < e.End; offset++)
        {
            this[offset] = new ModelRecord
            {
                State = ModelState.Out,
                Attempt = e.Attempt,
                Consumer = e.Consumer,
                DeadlineMs = e.DeadlineMs,
            };
        }

        Cursor = Math.Max(Cursor, e.End);
    }

    /// <summary>Settles, returns or extends one by one; answers how many.</summary>
    public int Settle(in SettleRange command, long tenure, long durable, long nowMs)
    {
        var accepted = 0;
        if (command.Tenure > tenure || command.First < 0)
            return 0;
        var end = Math.Min(command.First + command.Count, durable);
        for (var offset = Math.Max(Start, command.First); offset < end; offset++)
            accepted += SettleOne(command, offset, tenure, nowMs) ? 1 : 0;
        Cursor = Math.Max(Cursor, Floor);
        return accepted;
    }

    public int Expire(long nowMs) => Return(record => record.DeadlineMs <= nowMs, isCounted: true);

    public int Release(long consumer, bool uncleanly) => Return(record => record.Consumer == consumer, uncleanly);

    public int StartTenure() => Return(_ => true, isCounted: true);

    private bool SettleOne(in SettleRange command, long offset, long tenure, long nowMs)
    {
        var record = this[offset];
        var isHeld = record.State == ModelState.Out && command.Tenure == tenure
            && record.Attempt == command.Attempt && record.Consumer == command.Consumer;
        if (command.Kind == SettleKind.Ack)
        {
            var mayFollow = record.State == ModelState.Waiting || (
                record.State == ModelState.Fresh && command.Tenure < tenure);
            if (!isHeld && !mayFollow)
                return false;
            record.State = ModelState.Settled;
        }
        else if (!isHeld)
        {
            return false;
        }
        else if (command.Kind == SettleKind.Nack)
        {
            record.State = ModelState.Waiting;
        }
        else
        {
            record.DeadlineMs = nowMs + command.AckWaitMs;
        }

        this[offset] = record;
        return true;
    }

    private int Return(Func<ModelRecord, bool> which, bool isCounted)
    {
        var returned = 0;
        foreach (var offset in Where(Start, End, record => record.State == ModelState.Out && which(record)).ToList())
        {
            var record = this[offset];
            this[offset] = record with { State = ModelState.Waiting, Attempt = record.Attempt - (isCounted ? 0 : 1) };
            returned++;
        }

        return returned;
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
