using ActorMQ.Core.Topics;

namespace ActorMQ.Journal;

/// <summary>A consumer group of a topic as the catalogue stores it.</summary>
/// <param name="Id">Given at creation, never used again.</param>
/// <param name="TopicId">The topic that the group reads.</param>
/// <param name="Name">Unique in the topic.</param>
/// <param name="Policy">How it retries and gives up: bytes that the journal does not read.</param>
public readonly record struct GroupRow(int Id, int TopicId, string Name, EncodedPolicy Policy = default);
