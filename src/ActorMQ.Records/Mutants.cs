namespace ActorMQ.Records;

/// <summary>Bugs that a test puts into the product, to see whether the simulation finds them.</summary>
/// <remarks>
/// A release build knows no way to switch one on: there <see cref="Has"/> is a constant, and the compiler drops what
/// depends on it. docs/simulation.md lists the bugs, with the seed that finds each.
/// </remarks>
internal static class Mutants
{
#if MUTANTS
    // A simulation is one thread, so simulations in several threads do not see each other's bug.
    [ThreadStatic]
    private static Mutant current;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutant> All { get; } = [.. Enum.GetValues<Mutant>().Where(one => one != Mutant.None)];

    /// <summary>The bug that this thread's product has.</summary>
    public static Mutant Current
    {
        get => current;
        set => current = value;
    }

    /// <summary>Whether the product has this bug at present.</summary>
    public static bool Has(Mutant mutant) => current == mutant;
#else
    /// <summary>False.</summary>
    public static bool Has(Mutant mutant) => false;
#endif
}
