namespace ActorMQ.Broker.Inspection;

/// <summary>By what the beginning of a look at a partition is named.</summary>
public enum StartKind
{
    /// <summary>An offset; when it is gone, the oldest message behind it.</summary>
    Offset,

    /// <summary>So many messages before the newest.</summary>
    Last,

    /// <summary>The first message stored at a time or later: wall clock, milliseconds since 1970 UTC.</summary>
    Time,

    /// <summary>Behind the newest message: only what is stored later.</summary>
    End,
}
