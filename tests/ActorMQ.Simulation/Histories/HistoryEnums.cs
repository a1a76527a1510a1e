namespace ActorMQ.Simulation.Histories;

/// <summary>How a send ended.</summary>
internal enum SendEnd
{
    /// <summary>Durable at the offset that was told.</summary>
    Acked,

    /// <summary>Definitely refused: it never appears in the log.</summary>
    Refused,

    /// <summary>Nobody knows: it appears once or not at all.</summary>
    Unknown,
}

/// <summary>What a consumer says of a delivery.</summary>
internal enum SettleKind
{
    /// <summary>Done.</summary>
    Ack,

    /// <summary>Again, later.</summary>
    Nack,
}

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
