using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Broker.Connections;

/// <summary>The client wants to consume.</summary>
internal sealed record SubscribeRequest(uint Correlation, Subscribe Head);

/// <summary>The client stops consuming.</summary>
internal sealed record UnsubscribeRequest(uint Correlation, Unsubscribe Head);

/// <summary>The connection is gone.</summary>
internal sealed record ConnectionClosed(CloseReason Reason);
