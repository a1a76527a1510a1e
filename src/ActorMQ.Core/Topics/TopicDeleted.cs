namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has a topic no longer, nor its groups.</summary>
/// <param name="TopicId">The topic's number.</param>
/// <param name="Version">The catalogue's version without it.</param>
public readonly record struct TopicDeleted(int TopicId, long Version);
