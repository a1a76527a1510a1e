namespace ActorMQ.Client.Links;

/// <summary>A node that is about to stop asks for an end by a time.</summary>
/// <param name="Correlation">What the answer repeats.</param>
/// <param name="DeadlineMs">Monotonic milliseconds, after which it stops whatever is out.</param>
internal readonly record struct DrainOrder(uint Correlation, long DeadlineMs);
