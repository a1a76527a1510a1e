namespace ActorMQ.Broker.Catalogue;

/// <summary>To the catalogue: which topics are there.</summary>
internal sealed record ListTopicsRequest;
