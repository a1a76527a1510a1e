namespace ActorMQ.Simulation.Commands;

/// <summary>The kinds of run.</summary>
internal enum SimulationVerb
{
    /// <summary>Nothing was asked for.</summary>
    None,

    /// <summary>One seed, told in detail.</summary>
    Seed,

    /// <summary>A range of seeds.</summary>
    Seeds,

    /// <summary>New seeds, for a time.</summary>
    Minutes,

    /// <summary>Every seed that has found something once.</summary>
    Regressions,

    /// <summary>The bugs that are put into the product on purpose.</summary>
    Mutants,
}
