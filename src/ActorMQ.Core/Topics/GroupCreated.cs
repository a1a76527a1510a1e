namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has a new group.</summary>
/// <param name="Group">The group as stored.</param>
/// <param name="Version">The catalogue's version with it.</param>
public readonly record struct GroupCreated(TopicGroup Group, long Version);
