namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: it failed.</summary>
internal sealed record LaneFailed(Exception Reason);
