using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Connections;

/// <summary>The client wants to consume.</summary>
internal sealed record SubscribeRequest(uint Correlation, Subscribe Head);
