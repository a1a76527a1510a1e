namespace ActorMQ.Core.Topics;

/// <summary>A group of a topic as the catalogue knows it.</summary>
/// <param name="Id">Its number, never used again for another group.</param>
/// <param name="TopicId">The topic's number.</param>
/// <param name="Name">Its name, unique within the topic.</param>
/// <param name="Policy">How it retries and gives up, encoded.</param>
public sealed record TopicGroup(int Id, int TopicId, string Name, EncodedPolicy Policy = default);
