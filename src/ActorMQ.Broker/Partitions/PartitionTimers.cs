using ActorMQ.Actors;
using ActorMQ.Core;
using ActorMQ.Core.Groups;
using ActorMQ.Core.Partitions;
using ActorMQ.Records;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Partitions;

/// <summary>One partition's time and timers; an idle partition has no timer.</summary>
internal sealed class PartitionTimers(
    IActorContext context, PartitionClock clock, TimeSpan settlementDelay, ActorRuntime runtime)
{
    private static readonly TimeSpan ProducerCheck = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EarlyCheck = TimeSpan.FromMilliseconds(200);

    /// <summary>Wall clocks jump: a due time is looked at again so often.</summary>
    private const long RetryLookMs = 60_000;

    private long ackWaitAtMs = long.MaxValue;

    // Monotonic.
    private long retriesAtMs = long.MaxValue;
    private long movesAtMs = long.MaxValue;
    private bool isAgesArmed;
    private bool isSettlementArmed;

    // Whether an append has taken the events since the timer was armed: what waits then is young.
    private bool isSettlementYoung;
    private bool areProducersArmed;

    /// <summary>The present time.</summary>
    public Now Now => clock.Now;

    /// <summary>Whether events that nobody waits for have to leave now.</summary>
    public bool IsSettlementDue { get; private set; }

    public void Ticked(PartitionTick tick)
    {
        if (tick == PartitionTick.Settlement)
            OnSettlementTick();
        else if (tick == PartitionTick.AckWait)
            ackWaitAtMs = Mutants.LosesAckWaitTimer ? ackWaitAtMs : long.MaxValue;
        else if (tick == PartitionTick.Retries)
            retriesAtMs = Mutants.LosesRetryTimer ? retriesAtMs : long.MaxValue;
        else if (tick == PartitionTick.Moves)
            movesAtMs = long.MaxValue;
        else if (tick == PartitionTick.Ages)
            isAgesArmed = false;
        else if (tick == PartitionTick.Producers)
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
            areProducersArmed = Start(
                PartitionTick.Producers, runtime.Rarely("producers: look early") ? EarlyCheck : ProducerCheck);
        foreach (Group group in machine.Groups)
        {
            ArmAckWait(group.NextDeadlineMs, now);
            ArmRetries(group.NextDueMs, Math.Max(machine.WallMs, now.WallMs), now);
        }
    }

    /// <summary>Arms the next look at what moves to the dead letters; at the end of each turn.</summary>
    public void ArmMoves(long atMs, Now now)
    {
        if (atMs >= movesAtMs)
            return;
        movesAtMs = atMs;
        Start(PartitionTick.Moves, TimeSpan.FromMilliseconds(Math.Max(1, atMs - now.MonotonicMs)));
    }

    /// <summary>Arms the next look at the ages of batches; at the end of each turn.</summary>
    public void ArmAges(TimeSpan? pause)
    {
        if (pause is { } due && !isAgesArmed)
            isAgesArmed = Start(PartitionTick.Ages, due);
    }

    private void OnSettlementTick()
    {
        isSettlementArmed = false;
        IsSettlementDue = !isSettlementYoung && !runtime.Rarely("settlements: wait on");
    }

    private void ArmAckWait(long deadlineMs, Now now)
    {
        if (deadlineMs >= ackWaitAtMs)
            return;
        ackWaitAtMs = deadlineMs;
        long waitMs = deadlineMs - now.MonotonicMs;
        if (runtime.Rarely("ack wait: look early"))
            waitMs /= 2;
        Start(PartitionTick.AckWait, TimeSpan.FromMilliseconds(Math.Max(1, waitMs)));
    }

    private void ArmRetries(long dueWallMs, long wallMs, Now now)
    {
        if (dueWallMs == long.MaxValue)
            return;
        long waitMs = Math.Clamp(dueWallMs - wallMs, 1, RetryLookMs);
        if (runtime.Rarely("retries: look early"))
            waitMs = (waitMs + 1) / 2;
        if (now.MonotonicMs + waitMs >= retriesAtMs)
            return;
        retriesAtMs = now.MonotonicMs + waitMs;
        Start(PartitionTick.Retries, TimeSpan.FromMilliseconds(waitMs));
    }

    private bool Start(PartitionTick tick, TimeSpan due)
    {
        context.Timers.StartSingle(tick, tick, due);
        return true;
    }
}
