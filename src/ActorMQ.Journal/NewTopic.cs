using ActorMQ.Core.Topics;

namespace ActorMQ.Journal;

/// <summary>A topic to be created; the caller has checked name and numbers.</summary>
/// <param name="Name">Must be free.</param>
/// <param name="Partitions">Number of partitions, at least 1.</param>
/// <param name="Kind">What keeps its records.</param>
/// <param name="CreatedUnixMs">Wall clock of the creator.</param>
/// <param name="Settings">The numbers by which it keeps them; null for <see cref="TopicSettings.Default"/>.</param>
public readonly record struct NewTopic(
    string Name, int Partitions, TopicKind Kind, long CreatedUnixMs, TopicSettings? Settings = null);
