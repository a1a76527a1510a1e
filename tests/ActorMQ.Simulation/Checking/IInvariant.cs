using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>One thing that must be true of every history: sees each event once, in order, and then the end.</summary>
internal interface IInvariant
{
    /// <summary>Its name in reports and in <c>docs/simulation.md</c>.</summary>
    string Id { get; }

    /// <summary>What it says, in a sentence.</summary>
    string Says { get; }

    /// <summary>How many times so far there was something that could have broken it.</summary>
    long Exercised { get; }

    /// <summary>Looks at an event; <paramref name="before"/> holds everything up to it and not itself.</summary>
    void See(HistoryEvent e, Evidence before, Findings findings);

    /// <summary>Looks at what only the whole history shows.</summary>
    void End(Evidence all, Findings findings);
}
