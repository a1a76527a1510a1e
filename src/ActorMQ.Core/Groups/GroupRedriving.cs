using ActorMQ.Core.Partitions;

namespace ActorMQ.Core.Groups;

/// <summary>
/// What an administrator does with the records that a group has left, which are dead letters in the group of a
/// dead-letter topic: sends them back, or settles them. Every range is [first, end).
/// </summary>
internal sealed class GroupRedriving(Group group, Partition partition)
{
    private GroupLedger Ledger => group.Ledger;

    /// <summary>Finds the next run of durable records that are neither settled nor on their way.</summary>
    public bool TryFindLeft(long first, long end, out long runFirst, out long runEnd)
    {
        var stop = Math.Min(end, partition.DurableOffset);
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

    /// <summary>Moves what is left of a range, as far as there is room.</summary>
    public RedriveResult Redrive(long first, long end, RedriveTarget target, Now now)
    {
        var (moved, reach) = (0, Math.Min(end, group.SpanEnd));
        for (var at = first; TryFindLeft(at, end, out var runFirst, out var runEnd); at = runEnd)
        {
            var room = Math.Min(Math.Min(runEnd, reach) - runFirst, Ledger.Outbox.Room);
            if (room <= 0 || partition.IsEventRoomFull)
                return new RedriveResult(moved, runFirst);
            runEnd = runFirst + room;
            group.Apply(new RangeMoved(
                group.Id, runFirst, (int)room, 0, MoveCause.Redriven, "", group.WallMs(now), target));
            moved += (int)room;
        }

        return new RedriveResult(moved, end);
    }

    /// <summary>Settles what is left of a range; answers how many records.</summary>
    public long Purge(long first, long end)
    {
        var purged = 0L;
        for (var at = first; TryFindLeft(at, Math.Min(end, group.SpanEnd), out at, out var runEnd); at = runEnd)
            purged += group.Apply(new RangeSettled(group.Id, at, runEnd - at));
        return purged;
    }
}
