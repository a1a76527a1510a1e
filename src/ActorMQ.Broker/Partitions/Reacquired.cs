using ActorMQ.Journal;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: what came of renewing its right.</summary>
/// <param name="Row">
/// The new right, and how far the journal has got: appends that expected a lower sequence were stored. Null: the
/// partition is another owner's.
/// </param>
internal sealed record Reacquired(AcquiredPartition? Row);
