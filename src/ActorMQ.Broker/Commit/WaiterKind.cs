namespace ActorMQ.Broker.Commit;

/// <summary>What a waiting request asked for.</summary>
internal enum WaiterKind : byte
{
    /// <summary>A batch that got new offsets.</summary>
    Send,

    /// <summary>A batch that the log holds, or is about to hold, from an earlier try.</summary>
    DuplicateSend,

    /// <summary>A settlement with a wanted reply.</summary>
    Settle,
}
