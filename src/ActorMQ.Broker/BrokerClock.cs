using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Broker;

/// <summary>The time of a node: what decisions are given, so that they read no clock. Thread-safe.</summary>
/// <remarks>
/// Its wall time goes with the monotonic one, and forward at once when the machine's clock is put forward. When that is
/// put back, it goes on from where it was: what waits for a due time does not wait longer for that.
/// </remarks>
internal sealed class BrokerClock(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    // The most that the machine's wall clock was ahead of the monotonic one, in milliseconds.
    private long aheadMs = long.MinValue;

    /// <summary>The present time.</summary>
    public Now Now
    {
        get
        {
            long monotonicMs = (long)time.GetElapsedTime(start).TotalMilliseconds;
            long wallMs = MachineMs;
            return new Now(
                Mutants.WallClockForAckWait ? wallMs : monotonicMs,
                Mutants.RetriesByMachineClock ? wallMs : monotonicMs + Ahead(wallMs - monotonicMs));
        }
    }

    /// <summary>What the machine's wall clock says: for what is deleted by its age, and does not come back.</summary>
    public long MachineMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private long Ahead(long seenMs)
    {
        long known = Volatile.Read(ref aheadMs);
        while (seenMs > known)
        {
            long before = Interlocked.CompareExchange(ref aheadMs, seenMs, known);
            if (before == known)
                return seenMs;
            known = before;
        }

        return known;
    }
}
