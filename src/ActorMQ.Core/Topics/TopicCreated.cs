namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has a new topic.</summary>
/// <param name="Topic">The topic as stored.</param>
/// <param name="Version">The catalogue's version with it.</param>
public readonly record struct TopicCreated(Topic Topic, long Version);
