using ActorMQ.Simulation.Histories;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Writes the history of one run down.</summary>
internal sealed class HistoryRecorder(VirtualTime time)
{
    private readonly List<HistoryEvent> events = [];
    private readonly long startUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)time.Now.TotalMilliseconds;

    /// <summary>What has happened so far, in order.</summary>
    public IReadOnlyList<HistoryEvent> Events => events;

    /// <summary>A time of a clock that never jumped, by the history's clock.</summary>
    public long AtUsOf(long unixMs) => (unixMs - startUnixMs) * 1_000;

    /// <summary>Adds what has just happened.</summary>
    public void Add(HistoryEvent happened) => events.Add(happened with { AtUs = time.Now.Ticks / 10 });
}
