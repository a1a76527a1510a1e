namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: answer once everything is open.</summary>
internal sealed record AwaitReady;
