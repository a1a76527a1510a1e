namespace ActorMQ.Broker.Catalogue;

/// <summary>From the catalogue: all topics, by name.</summary>
internal sealed record TopicsAnswer(IReadOnlyList<TopicSummary> Topics);
