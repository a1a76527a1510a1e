using ActorMQ.Actors;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>One partition's timers; an idle partition has none.</summary>
internal sealed class PartitionTimers(IActorContext context, TimeSpan settlementDelay)
{
    private static readonly TimeSpan ProducerCheck = TimeSpan.FromMinutes(1);

    private long ackWaitAtMs = long.MaxValue;
    private bool isSettlementArmed;

    // Whether an append has taken the events since the timer was armed: what waits then is young.
    private bool isSettlementYoung;
    private bool areProducersArmed;

    /// <summary>Whether events that nobody waits for have to leave now.</summary>
    public bool IsSettlementDue { get; private set; }

    public void Ticked(PartitionTick tick)
    {
        if (tick == PartitionTick.Settlement)
            (isSettlementArmed, IsSettlementDue) = (false, !isSettlementYoung);
        else if (tick == PartitionTick.AckWait)
            ackWaitAtMs = long.MaxValue;
        else
            areProducersArmed = false;
    }

    /// <summary>An append has taken all events.</summary>
    public void SettlementSent() => (IsSettlementDue, isSettlementYoung) = (false, true);

    /// <summary>Arms what the state asks for; at the end of each turn.</summary>
    public void Arm(Partition machine, bool isAwaited, Now now)
    {
        if ((machine.HasPendingEvents || isAwaited) && !isSettlementArmed && !IsSettlementDue)
        {
            isSettlementYoung = false;
            isSettlementArmed = Start(PartitionTick.Settlement, settlementDelay);
        }
        if (machine.ProducerCount > 0 && !areProducersArmed)
            areProducersArmed = Start(PartitionTick.Producers, ProducerCheck);
        foreach (Group group in machine.Groups)
            ArmAckWait(group.NextDeadlineMs, now);
    }

    private void ArmAckWait(long deadlineMs, Now now)
    {
        if (deadlineMs >= ackWaitAtMs)
            return;
        ackWaitAtMs = deadlineMs;
        Start(PartitionTick.AckWait, TimeSpan.FromMilliseconds(Math.Max(1, deadlineMs - now.MonotonicMs)));
    }

    private bool Start(PartitionTick tick, TimeSpan due)
    {
        context.Timers.StartSingle(tick, tick, due);
        return true;
    }
}
