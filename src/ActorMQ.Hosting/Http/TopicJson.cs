using ActorMQ.Broker;

namespace ActorMQ.Hosting.Http;

/// <summary>A topic as the admin API writes it; without partitions in lists.</summary>
internal sealed record TopicJson(
    string Name, int Id, int Partitions, string Kind, DateTimeOffset CreatedAt, PartitionJson[]? PartitionsDetail,
    TopicSettingsJson Settings)
{
    public static TopicJson Of(TopicSummary topic) => new(
        topic.Name, topic.Id, topic.Partitions, topic.Kind.ToString().ToLowerInvariant(),
        DateTimeOffset.FromUnixTimeMilliseconds(topic.CreatedUnixMs), null,
        TopicSettingsJson.Of(topic.Settings));

    public static TopicJson Of(TopicDescription topic) =>
        Of(topic.Summary) with { PartitionsDetail = [.. topic.Partitions.Select(PartitionJson.Of)] };
}
