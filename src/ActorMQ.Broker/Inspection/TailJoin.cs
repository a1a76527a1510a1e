namespace ActorMQ.Broker.Inspection;

/// <summary>To a partition: offer what you store to this tail.</summary>
internal sealed record TailJoin(TailFeed Feed);
