using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a group was stored; null when its topic is gone.</summary>
internal sealed record GroupStored(GroupRow? Row);
