namespace ActorMQ.Simulation.Commands;

/// <summary>How a mutant was found.</summary>
/// <param name="Name">Which.</param>
/// <param name="Seed">The first seed that fails with it and not without; 0: none was found.</param>
/// <param name="Invariant">What does not hold.</param>
/// <param name="Items">Items of the shrunk plan.</param>
/// <param name="Lines">Lines of its story.</param>
internal sealed record CaughtMutant(string Name, ulong Seed, string Invariant, int Items, int Lines)
{
    public bool IsFound => Seed != 0;

    /// <summary>A row of the table in docs/simulation.md.</summary>
    public string Row => IsFound
        ? $"| {Name} | {Seed} | {Invariant} | {Items} | {Lines} |"
        : $"| {Name} | not found | | | |";
}
