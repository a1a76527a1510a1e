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
