using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Stores;

namespace ActorMQ.Simulation.Worlds;

/// <summary>What each node process of a world is put into.</summary>
/// <param name="Knobs">Sizes, caps and times.</param>
/// <param name="Network">The network.</param>
/// <param name="Store">The database.</param>
/// <param name="Failures">Where what no fault explains is written down.</param>
/// <param name="Watch">Who looks after the node.</param>
internal sealed record OwnerSurroundings(
    Knobs Knobs, SimulatedNetwork Network, SharedStore Store, FailureLog Failures, IOwnerWatch Watch);
