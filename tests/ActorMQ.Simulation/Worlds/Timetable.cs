using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>What is to happen later in a world, each at its time, until it is cleared.</summary>
internal sealed class Timetable(VirtualTime time)
{
    private readonly List<ITimer> timers = [];

    /// <summary>Does something after a while, as a step of its own.</summary>
    public void After(int ms, Action act) => timers.Add(time.CreateTimer(
        static due => ((Action)due!)(), act, TimeSpan.FromMilliseconds(ms), Timeout.InfiniteTimeSpan));

    /// <summary>Nothing of it happens any more.</summary>
    public void Clear()
    {
        timers.ForEach(static timer => timer.Dispose());
        timers.Clear();
    }
}
