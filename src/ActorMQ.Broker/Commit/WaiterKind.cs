namespace ActorMQ.Broker.Commit;

/// <summary>What a waiting batch is.</summary>
internal enum WaiterKind : byte
{
    /// <summary>A batch that got new offsets.</summary>
    Send,

    /// <summary>A batch that the log holds, or is about to hold, from an earlier try.</summary>
    DuplicateSend,

    /// <summary>A batch that is refused in a way that only an owner may: its sender numbers its batches anew.</summary>
    RefusedSend,
}
