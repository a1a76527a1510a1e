namespace ActorMQ.Client.Producing;

/// <summary>What a producer must know of its topic before it can choose a partition.</summary>
internal readonly record struct TopicRoute(int TopicId, int Partitions, uint Generation);
