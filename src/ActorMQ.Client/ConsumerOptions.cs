namespace ActorMQ.Client;

/// <summary>Settings of a <see cref="Consumer"/>.</summary>
public sealed record ConsumerOptions
{
    /// <summary>The settings used when none are given.</summary>
    public static ConsumerOptions Default { get; } = new();

    /// <summary>
    /// Messages that the node may have handed out to this consumer unsettled, 1 to 65,536. Default 4,096.
    /// </summary>
    public int WindowMessages { get; init; } = 4_096;

    /// <summary>
    /// Bytes that the node may have handed out to this consumer unsettled, 1 KiB to 64 MiB. Default 4 MiB.
    /// </summary>
    public int WindowBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long a delivery may stay unsettled before the node hands it out again, 1 s to 12 h; null: what the group's
    /// policy says (30 s unless it was changed). The consumer extends it at half of this time for what it holds.
    /// </summary>
    public TimeSpan? AckWait { get; init; }

    /// <summary>
    /// How long a delivery that the application holds is extended at most; after that its lock ends with its ack
    /// wait. Deliveries that wait in the consumer are extended as long as the application has taken or settled
    /// anything within this time. Default 5 min.
    /// </summary>
    public TimeSpan ExtendMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many deliveries the application handles at a time, 1 to 65,536. When the process dies, so many of those that
    /// the node was not yet told to be in hand count an attempt, 1,024 at most. Default 1.
    /// </summary>
    public int Concurrency { get; init; } = 1;

    internal static TimeSpan AckWaitDefault { get; } = TimeSpan.FromSeconds(30);
}
