namespace ActorMQ.Broker.Connections;

/// <summary>To a connection: the node stops; let the client finish, and end by then.</summary>
internal sealed record DrainConnection(TimeSpan Within);
