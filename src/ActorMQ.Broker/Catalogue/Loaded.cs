using ActorMQ.Broker.Partitions;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: the catalogue's rows and all partitions.</summary>
internal sealed record Loaded(CatalogueRows Rows, OpenedPartitions Partitions);
