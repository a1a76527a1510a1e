using ActorMQ.Core.Topics;

namespace ActorMQ.Journal;

/// <summary>A topic as the catalogue stores it.</summary>
/// <param name="Id">Given at creation, never used again.</param>
/// <param name="Name">Unique among the topics that live.</param>
/// <param name="Partitions">Number of partitions, at least 1.</param>
/// <param name="Kind">What keeps its records.</param>
/// <param name="CreatedUnixMs">Wall clock of the creator.</param>
/// <param name="Settings">The numbers by which it keeps them.</param>
public readonly record struct TopicRow(
    int Id, string Name, int Partitions, TopicKind Kind, long CreatedUnixMs, TopicSettings Settings);
