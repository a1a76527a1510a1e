namespace ActorMQ.Client.Consuming;

/// <summary>What a settlement is about; those of different kinds do not share a frame.</summary>
internal enum SettleRequestKind : byte
{
    /// <summary>Acks, nacks and rejects of the application, and what it has in hand.</summary>
    Final,

    /// <summary>What is dropped, for the node's credit.</summary>
    Drop,

    /// <summary>More time for what is held.</summary>
    Extend,

    /// <summary>More time for one delivery, which the application asked for and waits for.</summary>
    AskedExtend,

    /// <summary>What is still held, after a reconnect.</summary>
    Claim,
}
