namespace ActorMQ.Core.Topics;

/// <summary>Command: a group with its progress goes; the topic's records stay.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Name">The group's name.</param>
public readonly record struct DeleteGroup(string Topic, string Name);
