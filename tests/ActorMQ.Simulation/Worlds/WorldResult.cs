using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Worlds;

/// <summary>What a run leaves for the checker.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="History">What happened.</param>
/// <param name="Faults">What was exercised.</param>
/// <param name="Failures">Actors of nodes that failed for a reason that no fault explains.</param>
internal sealed record WorldResult(
    SimulationPlan Plan, IReadOnlyList<HistoryEvent> History, FaultTally Faults, IReadOnlyList<string> Failures)
{
    /// <summary>A hash over every step.</summary>
    public ulong TraceHash { get; init; }

    public long Steps { get; init; }

    /// <summary>Items that went through the thread pool: something escaped.</summary>
    public long PoolItems { get; init; }

    public TimeSpan VirtualTime { get; init; }

    /// <summary>How often each rare point of the product was asked, and how often it fired.</summary>
    public IReadOnlyDictionary<string, (long Asked, long Fired)> RarePoints { get; init; } =
        new Dictionary<string, (long, long)>();

    /// <summary>Messages that were sent.</summary>
    public int Messages => History.Count(one => one is SendBegan);
}
