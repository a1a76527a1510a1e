namespace ActorMQ.Broker.Catalogue;

/// <summary>From the catalogue: everything is open.</summary>
internal sealed record CatalogueReady(int Topics, int Partitions);
