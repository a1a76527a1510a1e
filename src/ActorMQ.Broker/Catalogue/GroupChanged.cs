using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a group's policy was stored; null when another change came first.</summary>
internal sealed record GroupChanged(GroupRow? Row);
