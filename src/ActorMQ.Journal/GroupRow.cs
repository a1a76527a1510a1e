namespace ActorMQ.Journal;

/// <summary>A consumer group of a topic as the catalogue stores it.</summary>
/// <param name="Id">Given at creation, never used again.</param>
/// <param name="TopicId">The topic that the group reads.</param>
/// <param name="Name">Unique in the topic.</param>
public readonly record struct GroupRow(int Id, int TopicId, string Name);
