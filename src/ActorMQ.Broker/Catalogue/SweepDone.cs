namespace ActorMQ.Broker.Catalogue;

/// <summary>From the lane: one step of removing what deleted topics left is done.</summary>
internal sealed record SweepDone(bool HasMore, Exception? Failure);
