namespace ActorMQ.Client;

/// <summary>What a tail without a group shows.</summary>
public sealed record TailOptions
{
    /// <summary>Only this partition; null: all.</summary>
    public int? Partition { get; init; }

    /// <summary>Where to begin in each partition. Default: only what is stored later.</summary>
    public MessageStart Start { get; init; } = MessageStart.Newest;

    /// <summary>How long nobody may answer before the tail gives up. Default 1 minute.</summary>
    public TimeSpan OutageMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait before connecting again. Default 500 ms.</summary>
    public TimeSpan ReconnectPause { get; init; } = TimeSpan.FromMilliseconds(500);
}
