using ActorMQ.Simulation.Histories;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Worlds;

/// <summary>Writes the history of one run down.</summary>
internal sealed class HistoryRecorder(VirtualTime time)
{
    private readonly List<HistoryEvent> events = [];

    /// <summary>What has happened so far, in order.</summary>
    public IReadOnlyList<HistoryEvent> Events => events;

    /// <summary>Adds what has just happened.</summary>
    public void Add(HistoryEvent happened) => events.Add(happened with { AtUs = time.Now.Ticks / 10 });
}
