using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: a topic gets other settings.</summary>
internal sealed record UpdateTopicRequest(UpdateTopic Command);
