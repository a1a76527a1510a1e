namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: what is known of one topic.</summary>
internal sealed record FindTopicRequest(string Name);
