namespace ActorMQ.Broker.Partitions;

/// <summary>From a partition: when the oldest unsettled record was stored; null when there is none.</summary>
internal sealed record OldestAnswer(long? StoredUnixMs);
