namespace ActorMQ.Broker.Inspection;

/// <summary>From a partition: everything from here on is offered.</summary>
internal sealed record TailJoined(long End);
