using ActorMQ.Core.Topics;

namespace ActorMQ.Broker;

/// <summary>A topic in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number.</param>
/// <param name="Partitions">Number of partitions.</param>
/// <param name="Kind">How long it keeps records.</param>
/// <param name="CreatedUnixMs">When it was created: wall clock, milliseconds since 1970 UTC.</param>
public sealed record TopicSummary(string Name, int Id, int Partitions, TopicKind Kind, long CreatedUnixMs)
{
    /// <summary>The numbers by which it keeps its records.</summary>
    public TopicSettings Settings { get; init; } = TopicSettings.Default;

    /// <summary>How many groups it has.</summary>
    public int Groups { get; init; }

    internal static TopicSummary Of(Topic topic, int groups) =>
        new(topic.Name, topic.Id, topic.Partitions, topic.Kind, topic.CreatedMs)
        {
            Settings = topic.Settings,
            Groups = groups,
        };
}
