using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: delete a topic.</summary>
internal sealed record DeleteTopicRequest(DeleteTopic Command);
