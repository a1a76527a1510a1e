using ActorMQ.Broker.Partitions;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: a change was stored; the row is null when another change came first.</summary>
internal sealed record TopicStored(TopicRow? Row, OpenedPartitions? Partitions);
