using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>A group as the admin API writes it; without partitions in lists.</summary>
internal sealed record GroupDetailJson(
    string Topic, string Name, long Lag, long InFlight, long Waiting, long Retries, long Moves, long? DeadLetters,
    DateTimeOffset? OldestUnsettledAt, long? OldestUnsettledAgeMs, string? DeadLetterTopic, GroupPolicyJson Policy,
    GroupPartitionJson[]? Partitions)
{
    /// <summary>The sums over all partitions that are open, and the age of the oldest unsettled message.</summary>
    public static GroupDetailJson Of(
        TopicDescription topic, GroupSummary group, long? deadLetters, DateTimeOffset now) =>
        Whole(topic, group, deadLetters, now) with { Partitions = null };

    /// <summary>The same with its partitions.</summary>
    public static GroupDetailJson Whole(
        TopicDescription topic, GroupSummary group, long? deadLetters, DateTimeOffset now)
    {
        GroupPartitionJson[] parts = [.. topic.Partitions.Select(one => GroupPartitionJson.Of(one, group.Name))];
        DateTimeOffset? oldest = parts.Min(static one => one.OldestUnsettledAt);
        return new GroupDetailJson(
            topic.Summary.Name, group.Name, parts.Sum(static one => one.Lag), parts.Sum(static one => one.InFlight),
            parts.Sum(static one => one.Waiting), parts.Sum(static one => one.Retries),
            parts.Sum(static one => one.Moves), deadLetters, oldest,
            oldest is { } at ? Math.Max(0, (long)(now - at).TotalMilliseconds) : null,
            group.DeadLetterTopic, GroupPolicyJson.Of(group.Policy), parts);
    }
}
