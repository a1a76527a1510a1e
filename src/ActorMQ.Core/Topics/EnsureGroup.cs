namespace ActorMQ.Core.Topics;

/// <summary>Command: a topic is to have a group of this name, new or not.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Name">The group's name; <see cref="Names"/> has the rule.</param>
/// <param name="Policy">What a new group begins with; one that is there keeps its own.</param>
public readonly record struct EnsureGroup(string Topic, string Name, EncodedPolicy Policy = default)
{
    /// <summary>Whether a node wants it for itself: <see cref="Names.RedriveGroup"/> is for nobody else.</summary>
    public bool IsForNode { get; init; }
}
