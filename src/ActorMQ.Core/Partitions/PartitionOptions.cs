using ActorMQ.Core.Topics;

namespace ActorMQ.Core.Partitions;

/// <summary>What a partition takes over from its topic.</summary>
/// <param name="Kind">Whether settled records go (<see cref="TopicKind.Queue"/>) or stay
/// (<see cref="TopicKind.Log"/>).</param>
public readonly record struct PartitionOptions(TopicKind Kind = TopicKind.Queue);
