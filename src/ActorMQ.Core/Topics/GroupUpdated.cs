namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has another policy for a group.</summary>
/// <param name="Group">The group as stored.</param>
/// <param name="Version">The catalogue's version with it.</param>
public readonly record struct GroupUpdated(TopicGroup Group, long Version);
