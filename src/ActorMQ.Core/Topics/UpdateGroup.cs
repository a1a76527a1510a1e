namespace ActorMQ.Core.Topics;

/// <summary>Command: a group gets another policy.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Name">The group's name.</param>
/// <param name="Policy">The new policy, checked and encoded by the one who asks.</param>
public readonly record struct UpdateGroup(string Topic, string Name, EncodedPolicy Policy);
