using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Groups;

/// <summary>
/// What an administrator does with the records that a group has left, which are dead letters in the group of a
/// dead-letter topic: sends them back, or settles them. Every range is [first, end).
/// </summary>
public sealed class GroupRedriving
{
    private readonly Group _group;
    private readonly Partition _partition;

    internal GroupRedriving(Group group, Partition partition) => (_group, _partition) = (group, partition);

    private GroupLedger Ledger => _group.Ledger;

    /// <summary>Finds the next run of durable records that are neither settled nor on their way.</summary>
    public bool TryFindLeft(long first, long end, out long runFirst, out long runEnd)
    {
        var stop = Math.Min(end, _partition.DurableOffset);
        for (var at = Math.Max(first, Ledger.Floor); at < stop;)
        {
            var unsettled = Ledger.Settled.NextGap(at, stop);
            at = Ledger.Outbox.Offsets.NextGap(unsettled, stop);
            if (at != unsettled)
                continue;
            runFirst = at;
            runEnd = Math.Min(Ledger.Settled.NextMember(at, stop), Ledger.Outbox.Offsets.NextMember(at, stop));
            return at < stop;
        }

        (runFirst, runEnd) = (end, end);
        return false;
    }

    /// <summary>
    /// Sends what is left of a range back to where it is from, as far as the outbox has room and
    /// <see cref="Limits.SpanMax"/> reaches; whatever had become of it here.
    /// </summary>
    public RedriveResult Redrive(long first, long end, RedriveTarget target, Now now)
    {
        var (moved, reach) = (0, Math.Min(end, _group.SpanEnd));
        for (var at = first; TryFindLeft(at, end, out var runFirst, out var runEnd); at = runEnd)
        {
            var room = Math.Min(Math.Min(runEnd, reach) - runFirst, Ledger.Outbox.Room);
            if (room <= 0 || _partition.IsEventRoomFull)
                return new RedriveResult(moved, runFirst);
            runEnd = runFirst + room;
            _group.Apply(new RangeMoved(
                _group.Id, runFirst, (int)room, 0, MoveCause.Redriven, "", _group.WallMs(now), target));
            moved += (int)room;
        }

        return new RedriveResult(moved, end);
    }

    /// <summary>
    /// Settles what is left of a range, up to <see cref="Limits.SpanMax"/> above the floor; answers how many records.
    /// </summary>
    public long Purge(long first, long end)
    {
        var purged = 0L;
        for (var at = first; TryFindLeft(at, Math.Min(end, _group.SpanEnd), out at, out var runEnd); at = runEnd)
            purged += _group.Apply(new RangeSettled(_group.Id, at, runEnd - at));
        return purged;
    }

    /// <summary>
    /// The target of the oldest moves is gone: those below <paramref name="endSequence"/> come back, and wait. Answers
    /// how many.
    /// </summary>
    public int ReturnMoves(long endSequence)
    {
        var returned = _group.MovesBelow(endSequence);
        if (returned == 0)
            return 0;
        var e = new MovesReturned(_group.Id, _group.FirstMove + returned);
        _group.Events.Play(e);
        _partition.Events.Add(e);
        return returned;
    }
}
