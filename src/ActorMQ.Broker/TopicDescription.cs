namespace ActorMQ.Broker;

/// <summary>A topic with its partitions and groups at one moment.</summary>
/// <param name="Summary">What the list shows.</param>
/// <param name="Partitions">Those that are open, by index.</param>
/// <param name="Groups">Its groups, by name; a partition knows of one from its first consumer on.</param>
public sealed record TopicDescription(
    TopicSummary Summary, IReadOnlyList<PartitionDescription> Partitions, IReadOnlyList<GroupSummary> Groups);
