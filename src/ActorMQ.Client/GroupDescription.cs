namespace ActorMQ.Client;

/// <summary>A group as a node describes it; the numbers are sums over the topic's partitions.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Name">Its name.</param>
/// <param name="Lag">Messages not settled yet.</param>
/// <param name="InFlight">Of these: handed out.</param>
/// <param name="Waiting">Of these: ready to be delivered again.</param>
/// <param name="Retries">Of these: waiting for their backoff.</param>
/// <param name="Moves">Of these: on their way to the dead letters.</param>
/// <param name="OldestUnsettledAt">When the oldest of these was stored; null when there is none, and in long
/// lists.</param>
/// <param name="OldestUnsettledAgeMs">Its age by the node's clock, in milliseconds.</param>
/// <param name="DeadLetterTopic">The topic that takes its dead letters; null when none does.</param>
/// <param name="Policy">How it treats deliveries that fail.</param>
/// <param name="Partitions">The partitions, in order; null in lists.</param>
public sealed record GroupDescription(
    string Topic,
    string Name,
    long Lag,
    long InFlight,
    long Waiting,
    long Retries,
    long Moves,
    DateTimeOffset? OldestUnsettledAt,
    long? OldestUnsettledAgeMs,
    string? DeadLetterTopic,
    GroupPolicy Policy,
    IReadOnlyList<GroupPartition>? Partitions = null)
{
    /// <summary>Messages that it has given up and nobody has sent back or purged; null when nobody counts.</summary>
    public long? DeadLetters { get; init; }
}
