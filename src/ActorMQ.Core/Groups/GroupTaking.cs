using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>Decides what a consumer with credit gets next.</summary>
internal sealed class GroupTaking(Group group, Partition partition)
{
    private FairShare _share;

    private GroupLedger Ledger => group.Ledger;

    private long FreshEnd => Math.Min(partition.DurableOffset, group.SpanEnd);

    private bool IsFreshReady => Ledger.Settled.NextGap(group.Cursor, FreshEnd) < FreshEnd;

    private bool IsAgainReady => Ledger.Ready.Count != 0;

    /// <summary>Decides the next range; false when nothing is ready or a cap is full.</summary>
    public bool TryDecide(in Take command, Now now, out HandedOut e)
    {
        e = default;
        var room = Math.Min(command.MessagesMax, Limits.InFlightMax - group.InFlight);
        if (room <= 0 || Ledger.Leases.Count + 2 > Limits.LeasesMax || partition.IsEventRoomFull)
            return false;
        var (first, count, attempt) = command.IsFreshOnly ? NextFresh(room) : Next(room);
        var concurrency = (short)Math.Clamp(command.Concurrency, 1, Limits.ConcurrencyMax);
        var deadlineMs = now.MonotonicMs + command.AckWaitMs;
        e = new HandedOut(group.Id, first, count, attempt, command.Consumer, deadlineMs, concurrency);
        return count > 0;
    }

    /// <summary>Adds to a range of redelivered records those behind it that may go together with it.</summary>
    public void DecideMore(List<HandedOut> decided, int room, long end)
    {
        var last = decided[^1];
        if (last.First >= group.Cursor)
            return;
        room = Math.Min(room, Limits.InFlightMax - group.InFlight - last.Count);
        room = IsFreshReady ? FairShare.AgainOf(last.Count + room) - last.Count : room;
        var ranges = (Limits.LeasesMax - Ledger.Leases.Count) / 2;
        var (behind, stop) = (last.End, Math.Min(end, group.Cursor));
        for (var at = NextReady(); at < stop && room > 0 && decided.Count < ranges; at = NextReady())
        {
            behind = Ledger.Attempts.RunEnd(at, Ledger.Ready.NextGap(at, Math.Min(stop, at + room)));
            if (AttemptOf(at) != last.Attempt)
                continue;
            decided.Add(last with { First = at, Count = (int)(behind - at) });
            room -= (int)(behind - at);
        }

        long NextReady() => behind < stop ? Ledger.Ready.NextMember(behind, stop) : stop;
    }

    /// <summary>Counts a decided range before it is put out.</summary>
    public void Count(in HandedOut e)
    {
        var isAgain = e.First < group.Cursor;
        _share.Count(e.Count, isAgain, isAgain ? IsFreshReady : IsAgainReady);
    }

    private (long First, int Count, short Attempt) Next(int room)
    {
        if (!IsAgainReady)
            return NextFresh(room);
        if (!IsFreshReady)
            return NextAgain(room);
        return _share.IsAgainTurn ? NextAgain(FairShare.AgainOf(room)) : NextFresh(_share.FreshOf(room));
    }

    private (long First, int Count, short Attempt) NextAgain(int room)
    {
        var first = Ledger.Ready.NextMember(group.Floor, group.Cursor);
        var end = Ledger.Ready.NextGap(first, Math.Min(group.Cursor, first + room));
        if (!Mutants.MixesAttempts)
            end = Ledger.Attempts.RunEnd(first, end);
        return (first, (int)(end - first), AttemptOf(first));
    }

    private short AttemptOf(long offset) => (short)Math.Min(Limits.AttemptMax, Ledger.Attempts.Of(offset) + 1);

    private (long First, int Count, short Attempt) NextFresh(int room)
    {
        var first = Ledger.Settled.NextGap(group.Cursor, FreshEnd);
        var end = Ledger.Settled.NextMember(first, Math.Min(FreshEnd, first + room));
        return (first, (int)Math.Max(0, end - first), 1);
    }
}
