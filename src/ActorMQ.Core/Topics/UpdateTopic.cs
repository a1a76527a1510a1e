namespace ActorMQ.Core.Topics;

/// <summary>Command: a topic gets other settings.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Settings">All of them, those that stay as they are included.</param>
public readonly record struct UpdateTopic(string Name, TopicSettings Settings);
