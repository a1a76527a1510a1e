namespace ActorMQ.Simulation.Checking;

/// <summary>What a check of a history has found.</summary>
/// <param name="Violations">The first breaches of each invariant; empty when all held.</param>
/// <param name="ViolationCount">All breaches, those left out of the list included.</param>
/// <param name="Exercised">For each invariant, how many times something could have broken it.</param>
/// <param name="Messages">Messages that were sent.</param>
/// <param name="Events">Events that were read.</param>
/// <param name="Lookups">How much work it was, counted in questions about earlier events.</param>
internal sealed record CheckReport(
    IReadOnlyList<Violation> Violations,
    long ViolationCount,
    IReadOnlyDictionary<string, long> Exercised,
    long Messages,
    long Events,
    long Lookups)
{
    /// <summary>Whether every invariant held.</summary>
    public bool IsClean => ViolationCount == 0;
}
