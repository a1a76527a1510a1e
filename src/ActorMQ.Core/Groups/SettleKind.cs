namespace ActorMQ.Core.Groups;

/// <summary>What a consumer says about deliveries that it holds.</summary>
public enum SettleKind : byte
{
    /// <summary>Done.</summary>
    Ack = 0,

    /// <summary>Again, after the backoff or a delay of its own; the attempt counts.</summary>
    Nack = 1,

    /// <summary>More time: the ack wait begins anew. It also claims what is held after a lost connection.</summary>
    Extend = 2,

    /// <summary>Never again: to the dead letters. Without dead letters it is a nack.</summary>
    Reject = 3,

    /// <summary>A handler runs it: should the consumer be lost, the attempt counts.</summary>
    Start = 4,
}
