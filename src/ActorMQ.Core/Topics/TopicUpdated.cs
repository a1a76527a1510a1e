namespace ActorMQ.Core.Topics;

/// <summary>Event: the store has other settings for a topic.</summary>
/// <param name="Topic">The topic as stored.</param>
/// <param name="Version">The catalogue's version with it.</param>
public readonly record struct TopicUpdated(Topic Topic, long Version);
