namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has a group no longer.</summary>
/// <param name="TopicId">The number of the topic that it belonged to.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Version">The catalogue's version without it.</param>
public readonly record struct GroupDeleted(int TopicId, int GroupId, long Version);
