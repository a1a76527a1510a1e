namespace ActorMQ.Core.Topics;

/// <summary>A topic as the catalogue knows it.</summary>
/// <param name="Id">Its number, never used again for another topic.</param>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Kind">How long it keeps its records.</param>
/// <param name="CreatedMs">When it was created: wall clock, milliseconds since 1970 UTC.</param>
/// <param name="Generation">Counts the changes of the partition count; a batch made for another generation is routed
/// anew.</param>
public sealed record Topic(int Id, string Name, int Partitions, TopicKind Kind, long CreatedMs, int Generation = 0)
{
    /// <summary>The numbers by which it keeps its records.</summary>
    public TopicSettings Settings { get; init; } = TopicSettings.Default;
}
