using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>
/// The node's time as one partition has it: its wall time goes on from what the partition has stored, though that were
/// of a clock ahead of this machine's.
/// </summary>
internal sealed class PartitionClock(BrokerClock clock, long storedWallMs)
{
    private readonly Now opened = clock.Now;

    /// <summary>The present time.</summary>
    public Now Now
    {
        get
        {
            Now now = clock.Now;
            if (Mutants.RetriesByMachineClock)
                return now;
            return now with { WallMs = Math.Max(now.WallMs, storedWallMs + now.MonotonicMs - opened.MonotonicMs) };
        }
    }
}
