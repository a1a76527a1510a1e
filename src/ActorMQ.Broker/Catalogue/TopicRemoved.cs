using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a topic's rows are marked as gone.</summary>
internal sealed record TopicRemoved(Topic Topic);
