using ActorMQ.Runtime;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Processes;

/// <summary>The clocks of one process: the world's monotonic one, and its own wall clock that may be wrong.</summary>
internal sealed class ProcessTime(ProcessRuntime process, VirtualTime world) : TimeProvider
{
    /// <summary>By how much the wall clock is ahead of the world's.</summary>
    public TimeSpan WallOffset { get; set; }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => world.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + WallOffset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var turn = new ProcessTurn(process, new Ring(callback, state));
        return world.CreateTimer(static due => ((ProcessTurn)due!).Run(), turn, dueTime, period);
    }

    private sealed class Ring(TimerCallback callback, object? state) : IRunnable, INamed
    {
        public string Name => "timer";

        public void Run() => callback(state);
    }
}
