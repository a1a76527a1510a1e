namespace ActorMQ.Broker;

/// <summary>A topic with its partitions and groups at one moment.</summary>
/// <param name="Summary">What the list shows.</param>
/// <param name="Partitions">Those that are open, by index.</param>
public sealed record TopicDescription(TopicSummary Summary, IReadOnlyList<PartitionDescription> Partitions);
