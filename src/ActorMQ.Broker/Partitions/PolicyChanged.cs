using ActorMQ.Core.Groups;

namespace ActorMQ.Broker.Partitions;

/// <summary>To a partition: a group has this policy from here on.</summary>
internal sealed record PolicyChanged(int GroupId, GroupPolicy Policy);
