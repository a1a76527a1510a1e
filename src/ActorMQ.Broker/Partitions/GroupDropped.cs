namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: a group is gone, with all that it had.</summary>
internal sealed record GroupDropped(int GroupId);
