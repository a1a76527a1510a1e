namespace ActorMQ.Client;

/// <summary>Settings of a <see cref="Consumer"/>.</summary>
public sealed record ConsumerOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static ConsumerOptions Default { get; } = new();

    /// <summary>Messages that the node may have handed out to this consumer unsettled. Default 4,096.</summary>
    public int WindowMessages { get; init; } = 4_096;

    /// <summary>Bytes that the node may have handed out to this consumer unsettled. Default 4 MiB.</summary>
    public int WindowBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a delivery may stay unsettled before the node hands it out again. The consumer extends it at half
    /// of this time for what it holds. 1 s to 12 h, default 30 s.
    /// </summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a delivery that the application holds is extended at most. Default 5 min.</summary>
    public TimeSpan ExtendMax { get; init; } = TimeSpan.FromMinutes(5);
}
