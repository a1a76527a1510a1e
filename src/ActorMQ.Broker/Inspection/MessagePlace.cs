namespace ActorMQ.Broker.Inspection;

/// <summary>
/// A place among the messages of a topic: where one is, or what a page ends with and the next begins with.
/// </summary>
/// <param name="Partition">The partition's index.</param>
/// <param name="Offset">An offset in it.</param>
public readonly record struct MessagePlace(int Partition, long Offset);
