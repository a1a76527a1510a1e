namespace ActorMQ.Broker.Subscriptions;

/// <summary>Which consumer somebody is, and which of its lives.</summary>
/// <param name="Value">Its number in what the partitions hold; each life of one consumer has the same.</param>
/// <param name="Life">Higher than that of every earlier life.</param>
/// <param name="IsBack">Whether there was an earlier life: it claims what is kept for it.</param>
internal readonly record struct ConsumerNumber(long Value, long Life, bool IsBack);
