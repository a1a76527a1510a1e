using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core;
using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Partitions;

/// <summary>Applies the ranges of a settle frame to a group.</summary>
internal static class SettlementRanges
{
    public static SettlementTotals Apply(Group group, Settlement settlement, Now now)
    {
        long stale = 0;
        foreach (Protocol.Wire.SettleRange range in settlement.Head.Range)
        {
            if (range.Kind != Protocol.Wire.SettleKind.Start)
                stale += group.Settle(Command(range, settlement), now).Stale;
        }

        return new SettlementTotals(CreditOf(settlement.Head), (int)Math.Min(int.MaxValue, stale));
    }

    /// <summary>What a consumer no longer holds, be its settlement in force, stale or refused.</summary>
    public static int CreditOf(Protocol.Wire.Settle head)
    {
        long credit = 0;
        foreach (Protocol.Wire.SettleRange range in head.Range)
        {
            bool isOver = range.Kind is not (Protocol.Wire.SettleKind.Extend or Protocol.Wire.SettleKind.Start);
            credit += isOver ? Math.Max(0, range.Count) : 0;
        }

        return (int)Math.Min(int.MaxValue, credit);
    }

    /// <summary>Whether every range could be one of a delivery; nobody is given more than a window at a time.</summary>
    public static bool AreInBounds(Protocol.Wire.Settle head, int countMax)
    {
        foreach (Protocol.Wire.SettleRange range in head.Range)
        {
            if (range.First < 0 || range.Count < 1 || range.Count > countMax || range.First > long.MaxValue - countMax)
                return false;
        }
        return true;
    }

    private static Core.Groups.SettleRange Command(Protocol.Wire.SettleRange range, Settlement settlement)
    {
        Subscription subscription = settlement.Subscription;
        return new Core.Groups.SettleRange(
            KindOf(range.Kind),
            range.First,
            range.Count,
            settlement.Head.Tenure,
            (short)Math.Clamp(range.Attempt, 0, short.MaxValue),
            subscription.Consumer,
            subscription.AckWaitMs);
    }

    private static Core.Groups.SettleKind KindOf(Protocol.Wire.SettleKind kind) => kind switch
    {
        Protocol.Wire.SettleKind.Nack or Protocol.Wire.SettleKind.Reject => Core.Groups.SettleKind.Nack,
        Protocol.Wire.SettleKind.Extend => Core.Groups.SettleKind.Extend,
        _ => Core.Groups.SettleKind.Ack,
    };
}
