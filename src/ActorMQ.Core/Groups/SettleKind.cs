namespace ActorMQ.Core.Groups;

/// <summary>What a consumer says about deliveries that it holds.</summary>
public enum SettleKind : byte
{
    /// <summary>Done.</summary>
    Ack = 0,

    /// <summary>Again, at once; the attempt counts.</summary>
    Nack = 1,

    /// <summary>More time: the ack wait begins anew.</summary>
    Extend = 2,
}
