namespace ActorMQ.Simulation.Histories;

/// <summary>What a consumer says of a delivery.</summary>
internal enum SettleKind
{
    /// <summary>Done.</summary>
    Ack,

    /// <summary>Again, later.</summary>
    Nack,

    /// <summary>To the dead letters.</summary>
    Reject,

    /// <summary>Not settled: held for longer.</summary>
    Extend,
}
