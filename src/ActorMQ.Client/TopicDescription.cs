namespace ActorMQ.Client;

/// <summary>A topic as a node describes it.</summary>
/// <param name="Name">The name: 1 to 127 of <c>A-Z a-z 0-9 . _ -</c>.</param>
/// <param name="Id">The number that stands for it on the wire.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Kind">What it keeps: <c>queue</c> until every group has settled it, <c>log</c> by age and size.</param>
/// <param name="CreatedAt">When it was created, by the node's clock.</param>
/// <param name="PartitionsDetail">The partitions, in order; null in a list of topics.</param>
public sealed record TopicDescription(
    string Name,
    int Id,
    int Partitions,
    string Kind,
    DateTimeOffset CreatedAt,
    IReadOnlyList<PartitionDescription>? PartitionsDetail = null)
{
    /// <summary>How many groups it has.</summary>
    public int Groups { get; init; }

    /// <summary>Messages that are stored; null when a long list does not say.</summary>
    public long? Messages { get; init; }

    /// <summary>Bytes of these as they are stored; null when a long list does not say.</summary>
    public long? Bytes { get; init; }

    /// <summary>How long it keeps its messages; null when the node does not say.</summary>
    public TopicSettings? Settings { get; init; }
}
