using ActorMQ.Protocol;

namespace ActorMQ.Broker.Connections;

/// <summary>The connection is gone.</summary>
internal sealed record ConnectionClosed(CloseReason Reason);
