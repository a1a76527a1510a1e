namespace ActorMQ.Simulation.Stories;

/// <summary>How much an event has to do with a breach; the first has the most.</summary>
internal enum Relevance
{
    /// <summary>It shows the breach.</summary>
    Shows,

    /// <summary>It is about a message, an offset or a consumer of the breach.</summary>
    Cast,

    /// <summary>It changed who serves, who consumes, or what works.</summary>
    Turns,

    /// <summary>It is about a partition of the breach.</summary>
    Partition,

    /// <summary>Anything else.</summary>
    Surroundings,
}
