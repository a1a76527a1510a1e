namespace ActorMQ.Broker.Subscriptions;

/// <summary>Why a take ended.</summary>
internal enum TakeEnd : byte
{
    /// <summary>There is no more, or it has to be read first: the partition says when there is.</summary>
    Empty,

    /// <summary>What was asked for is used up; there may be more.</summary>
    Satisfied,

    /// <summary>The connection has too much queued; ask again later.</summary>
    Blocked,
}
