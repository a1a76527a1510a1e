using ActorMQ.Simulation.Networks;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Stores;
using Microsoft.Extensions.Logging;

namespace ActorMQ.Simulation.Worlds;

/// <summary>What each node process of a world is put into.</summary>
/// <param name="Knobs">Sizes, caps and times.</param>
/// <param name="Network">The network.</param>
/// <param name="Store">The database.</param>
/// <param name="Log">Where nodes log.</param>
/// <param name="OnFatal">A node says that it must end.</param>
/// <param name="OnKilledInCommit">A fault ends a node within a commit.</param>
internal sealed record OwnerSurroundings(
    Knobs Knobs,
    SimulatedNetwork Network,
    SharedStore Store,
    ILoggerFactory Log,
    Action<OwnerProcess> OnFatal,
    Action<OwnerProcess> OnKilledInCommit);
