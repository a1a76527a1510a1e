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
        var (first, count, attempt) = Next(room);
        var concurrency = (short)Math.Clamp(command.Concurrency, 1, Limits.ConcurrencyMax);
        var deadlineMs = now.MonotonicMs + command.AckWaitMs;
        e = new HandedOut(group.Id, first, count, attempt, command.Consumer, deadlineMs, concurrency);
        return count > 0;
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
        return (first, (int)(end - first), (short)Math.Min(Limits.AttemptMax, Ledger.Attempts.Of(first) + 1));
    }

    private (long First, int Count, short Attempt) NextFresh(int room)
    {
        var first = Ledger.Settled.NextGap(group.Cursor, FreshEnd);
        var end = Ledger.Settled.NextMember(first, Math.Min(FreshEnd, first + room));
        return (first, (int)Math.Max(0, end - first), 1);
    }
}
