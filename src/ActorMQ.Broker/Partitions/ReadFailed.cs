namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: reading back failed.</summary>
internal sealed record ReadFailed(Exception Reason);
