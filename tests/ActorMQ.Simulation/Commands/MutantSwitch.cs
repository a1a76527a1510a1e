#if MUTANTS
using ActorMQ.Records;
#endif

namespace ActorMQ.Simulation.Commands;

/// <summary>Switches a bug of the product on, for this thread. In a release build there are none.</summary>
internal static class MutantSwitch
{
#if MUTANTS
    /// <summary>The names of all bugs.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Mutants.All.Select(one => one.ToString())];

    /// <summary>From here on the product of this thread has that bug; null: none.</summary>
    public static void Set(string? name) => Mutants.Current = name is null ? Mutant.None : Enum.Parse<Mutant>(name);
#else
    /// <summary>None.</summary>
    public static IReadOnlyList<string> Names => [];

    /// <summary>Does nothing.</summary>
    public static void Set(string? name)
    {
    }
#endif

    /// <summary>Whether there is such a bug; without a name there is.</summary>
    public static bool Knows(string? name) => name is null || Names.Contains(name);
}
