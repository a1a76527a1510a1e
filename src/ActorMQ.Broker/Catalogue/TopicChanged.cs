using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a topic's settings were stored; null when another change came first.</summary>
internal sealed record TopicChanged(TopicRow? Row);
