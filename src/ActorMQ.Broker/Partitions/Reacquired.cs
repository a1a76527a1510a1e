using ActorMQ.Core;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: its new right, and how far the journal has got.</summary>
/// <param name="Ownership">The new right.</param>
/// <param name="Sequence">The journal sequence; appends that expected a lower one were stored.</param>
internal sealed record Reacquired(Ownership Ownership, long Sequence);
