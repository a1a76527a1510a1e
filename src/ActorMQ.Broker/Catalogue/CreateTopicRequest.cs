using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: create a topic.</summary>
internal sealed record CreateTopicRequest(CreateTopic Command);
