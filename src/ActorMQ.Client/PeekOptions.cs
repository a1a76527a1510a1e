namespace ActorMQ.Client;

/// <summary>Which stored messages to look at.</summary>
public sealed record PeekOptions
{
    /// <summary>Only this partition; null: all, one after the other.</summary>
    public int? Partition { get; init; }

    /// <summary>Where to begin in each partition. Default: at the oldest message.</summary>
    public MessageStart Start { get; init; } = MessageStart.Oldest;

    /// <summary>How many at most. Default 10.</summary>
    public int Limit { get; init; } = 10;
}
