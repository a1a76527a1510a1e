using ActorMQ.Broker;
using ActorMQ.Broker.Inspection;

namespace ActorMQ.Hosting.Http;

/// <summary>A topic as the admin API writes it; without partitions in lists.</summary>
internal sealed record TopicJson(
    string Name, int Id, int Partitions, string Kind, DateTimeOffset CreatedAt, int Groups, long? Messages,
    long? Bytes, TopicSettingsJson Settings, PartitionJson[]? PartitionsDetail)
{
    public static TopicJson Of(TopicSummary topic) => new(
        topic.Name, topic.Id, topic.Partitions, topic.Kind.ToString().ToLowerInvariant(),
        DateTimeOffset.FromUnixTimeMilliseconds(topic.CreatedUnixMs), topic.Groups, null, null,
        TopicSettingsJson.Of(topic.Settings), null);

    public static TopicJson Of(TopicSummary topic, TopicFigures figures) =>
        Of(topic) with { Messages = figures.Messages, Bytes = figures.Bytes };

    public static TopicJson Of(TopicDescription topic, TopicFigures figures) => Of(topic.Summary, figures) with
    {
        PartitionsDetail = [.. topic.Partitions.Select(PartitionJson.Of)],
    };
}
