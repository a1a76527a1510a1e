namespace ActorMQ.Broker.Inspection;

/// <summary>What a tail is to show.</summary>
/// <param name="Start">Where to begin in each partition.</param>
public sealed record TailRequest(StartPoint Start)
{
    /// <summary>Only this partition; null: all.</summary>
    public int? Partition { get; init; }

    /// <summary>
    /// Positions of an earlier tail, one for each partition of the topic, in place of the start; below 0: none.
    /// </summary>
    public IReadOnlyList<long>? Resume { get; init; }
}
