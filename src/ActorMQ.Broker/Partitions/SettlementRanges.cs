using System.Text;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using Wire = ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Partitions;

/// <summary>Applies the ranges of a settle frame to a group.</summary>
internal static class SettlementRanges
{
    /// <summary>
    /// Applies them; adds to <paramref name="lost"/> what is extended and is not the consumer's any more.
    /// </summary>
    public static SettlementTotals Apply(Group group, Settlement settlement, Now now, List<LostLock> lost)
    {
        (long count, long stale) = (0, 0);
        foreach (Wire.SettleRange range in settlement.Head.Range)
        {
            SettleRange command = Command(range, settlement);
            SettleResult result = group.Settle(command, now);
            if (range.Kind == Wire.SettleKind.Start)
                continue;
            count += range.Count;
            stale += result.Stale;
            if (result.Stale > 0 && range.Kind == Wire.SettleKind.Extend)
                group.FindLost(command, lost);
        }

        return new SettlementTotals(CreditOf(settlement.Head), Cut(count), Cut(stale));
    }

    /// <summary>What a consumer no longer holds, be its settlement in force, stale or refused.</summary>
    public static int CreditOf(Wire.Settle head)
    {
        long credit = 0;
        foreach (Wire.SettleRange range in head.Range)
        {
            bool isOver = range.Kind is not (Wire.SettleKind.Extend or Wire.SettleKind.Start);
            credit += isOver ? Math.Max(0, range.Count) : 0;
        }

        return Cut(credit);
    }

    /// <summary>
    /// Whether every range could be one of a delivery, and all that is said of it is within its limits; nobody is given
    /// more than a window at a time.
    /// </summary>
    public static bool AreInBounds(Wire.Settle head, BrokerOptions options)
    {
        if (head.HasAckWaitMs && head.AckWaitMs > options.AckWaitMax.TotalMilliseconds)
            return false;
        foreach (Wire.SettleRange range in head.Range)
        {
            if (!IsInBounds(range, options.WindowMessagesMax))
                return false;
        }

        return true;
    }

    private static int Cut(long count) => (int)Math.Min(int.MaxValue, count);

    private static bool IsInBounds(Wire.SettleRange range, int countMax)
    {
        if (range.First < 0 || range.Count < 1 || range.Count > countMax || range.First > long.MaxValue - countMax)
            return false;
        return range.Kind is >= Wire.SettleKind.Ack and <= Wire.SettleKind.Start
            && range.DelayMs <= Limits.RetryDelayMsMax
            && range.Reason.Length <= Limits.ReasonBytesMax
            && Encoding.UTF8.GetByteCount(range.Reason) <= Limits.ReasonBytesMax;
    }

    private static SettleRange Command(Wire.SettleRange range, Settlement settlement) => new(
        KindOf(range.Kind),
        range.First,
        range.Count,
        settlement.Head.Tenure,
        (short)Math.Clamp(range.Attempt, 0, short.MaxValue),
        settlement.Subscription.Consumer.Value,
        settlement.Head.HasAckWaitMs ? (int)settlement.Head.AckWaitMs : settlement.Subscription.Terms.AckWaitMs,
        range.HasDelayMs ? (int)range.DelayMs : -1,
        range.Reason);

    private static SettleKind KindOf(Wire.SettleKind kind) => kind switch
    {
        Wire.SettleKind.Nack => SettleKind.Nack,
        Wire.SettleKind.Extend => SettleKind.Extend,
        Wire.SettleKind.Reject => SettleKind.Reject,
        Wire.SettleKind.Start => SettleKind.Start,
        _ => SettleKind.Ack,
    };
}
