using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Commands;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">Which.</param>
/// <param name="Result">The run; null when it could not go on.</param>
/// <param name="Report">What the checker says of its history; null when there is none.</param>
/// <param name="Violations">What does not hold; empty where all is well.</param>
internal sealed record SeedVerdict(
    ulong Seed, WorldResult? Result, CheckReport? Report, IReadOnlyList<Violation> Violations);
