using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a group is gone, or, where another change came first, it is not.</summary>
internal sealed record GroupRowRemoved(TopicGroup Group, bool IsGone);
