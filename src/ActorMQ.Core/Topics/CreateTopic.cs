namespace ActorMQ.Core.Topics;

/// <summary>Command: a new topic.</summary>
/// <param name="Name">Its name; <see cref="Names"/> has the rule.</param>
/// <param name="Partitions">How many partitions, 1 to <see cref="Limits.PartitionsMax"/>.</param>
/// <param name="Kind">How long it keeps its records.</param>
/// <param name="Settings">The numbers of that; null for <see cref="TopicSettings.Default"/>.</param>
public readonly record struct CreateTopic(
    string Name,
    int Partitions = Limits.PartitionsDefault,
    TopicKind Kind = TopicKind.Queue,
    TopicSettings? Settings = null);
