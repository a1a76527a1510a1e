namespace ActorMQ.Core.Topics;

/// <summary>Command: a topic with everything in it goes.</summary>
/// <param name="Name">Its name.</param>
public readonly record struct DeleteTopic(string Name);
