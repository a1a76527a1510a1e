namespace ActorMQ.Client;

/// <summary>Something that happened to a client and that no call of the application tells.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the client's clock.</param>
public sealed record ClientEvent(ClientEventKind Kind, DateTimeOffset At)
{
    /// <summary>The node's endpoint, of <c>Connected</c> and <c>Lost</c>; otherwise null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The consumer's topic; null where the event is of the connection that all producers share.</summary>
    public string? Topic { get; init; }

    /// <summary>The consumer's group; null where the event is of the connection that all producers share.</summary>
    public string? Group { get; init; }

    /// <summary>The index of the partition, of <c>LockLost</c>; otherwise 0.</summary>
    public int Partition { get; init; }

    /// <summary>The first offset, of <c>LockLost</c>; otherwise 0.</summary>
    public long FirstOffset { get; init; }

    /// <summary>How many offsets from the first on, of <c>LockLost</c>; otherwise 0.</summary>
    public int Count { get; init; }

    /// <summary>Why, of <c>Lost</c>; otherwise null.</summary>
    public ActorMQException? Cause { get; init; }

    /// <summary>How many older events were dropped since the one before, as nobody read them.</summary>
    public long Dropped { get; init; }
}
