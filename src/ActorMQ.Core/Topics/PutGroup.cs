namespace ActorMQ.Core.Topics;

/// <summary>Command: a topic is to have a group of this name with this policy, new or not.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Name">The group's name; <see cref="Names"/> has the rule.</param>
/// <param name="Policy">The policy, checked and encoded by the one who asks.</param>
public readonly record struct PutGroup(string Topic, string Name, EncodedPolicy Policy);
