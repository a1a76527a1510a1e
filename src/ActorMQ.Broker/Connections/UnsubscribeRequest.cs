using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Connections;

/// <summary>The client stops consuming.</summary>
internal sealed record UnsubscribeRequest(uint Correlation, Unsubscribe Head);
