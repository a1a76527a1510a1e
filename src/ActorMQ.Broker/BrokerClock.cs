using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Broker;

/// <summary>Reads both clocks at once, as the rules want them.</summary>
internal sealed class BrokerClock(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();

    /// <summary>The present: monotonic since the node's start, and wall.</summary>
    public Now Now => new(
        Mutants.WallClockForAckWait ? WallMs : (long)time.GetElapsedTime(start).TotalMilliseconds, WallMs);

    private long WallMs => time.GetUtcNow().ToUnixTimeMilliseconds();
}
