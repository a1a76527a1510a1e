namespace ActorMQ.Simulation.Histories;

/// <summary>What became of a node process.</summary>
internal enum OwnerChange
{
    /// <summary>It serves.</summary>
    Started,

    /// <summary>It ended in order.</summary>
    Stopped,

    /// <summary>It ended at once.</summary>
    Killed,

    /// <summary>It ended itself, for a reason of its own.</summary>
    Failed,
}
