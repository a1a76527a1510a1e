using System.Collections.Concurrent;
using ActorMQ.Actors.Timers;

namespace ActorMQ.Actors.Asks;

/// <summary>The asks of a system that wait, and the one timer that ends those past their deadline.</summary>
/// <remarks>
/// A slot is filled before the time of the next sweep is read, and a sweep clears that time before it reads the slots;
/// so a deadline is seen by one of both.
/// </remarks>
internal sealed class AskTable(TimerQueue timers) : ITimerTarget
{
    public const int NoSlot = -1;

    /// <summary>Asks of one system that may wait at the same time.</summary>
    public const int SlotsMax = 262_144;

    private const int FirstSlots = 256;

    private readonly Lock gate = new();
    private readonly ConcurrentQueue<int> free = new();
    private readonly IAskPromise?[]?[] rows = new IAskPromise?[]?[SlotsMax / FirstSlots];
    private int slots;
    private long nextSweep = long.MaxValue;
    private TimerEntry? sweep;

    public bool TryAdd(IAskPromise promise, out int slot)
    {
        if (!free.TryDequeue(out slot) && !TryGrow(out slot))
            return false;
        Interlocked.Exchange(ref rows[slot / FirstSlots]![slot % FirstSlots], promise);
        if (promise.Deadline < Volatile.Read(ref nextSweep))
            SweepAt(promise.Deadline);
        return true;
    }

    public void Remove(IAskPromise promise, int slot)
    {
        if (slot == NoSlot)
            return;
        ref IAskPromise? place = ref rows[slot / FirstSlots]![slot % FirstSlots];
        if (Interlocked.CompareExchange(ref place, null, promise) == promise)
            free.Enqueue(slot);
    }

    void ITimerTarget.Fire()
    {
        Interlocked.Exchange(ref nextSweep, long.MaxValue);
        long now = timers.Ticks;
        long earliest = long.MaxValue;
        for (int slot = 0; slot < Volatile.Read(ref slots); slot++)
        {
            IAskPromise? promise = Volatile.Read(ref rows[slot / FirstSlots]![slot % FirstSlots]);
            if (promise is null)
                continue;
            if (promise.Deadline <= now)
                promise.TimeOut();
            else
                earliest = Math.Min(earliest, promise.Deadline);
        }
        if (earliest != long.MaxValue)
            SweepAt(earliest);
    }

    private void SweepAt(long deadline)
    {
        lock (gate)
        {
            if (deadline >= nextSweep)
                return;
            if (sweep is not null)
                timers.Cancel(sweep);
            Volatile.Write(ref nextSweep, deadline);
            sweep = timers.StartAt(this, deadline);
        }
    }

    private bool TryGrow(out int slot)
    {
        lock (gate)
        {
            slot = slots;
            if (slot == SlotsMax)
                return false;
            if (slot % FirstSlots == 0)
                rows[slot / FirstSlots] = new IAskPromise?[FirstSlots];
            Volatile.Write(ref slots, slot + 1);
            return true;
        }
    }
}
