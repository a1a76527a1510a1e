namespace ActorMQ.Broker.Inspection;

/// <summary>Which stored messages to show, without a group.</summary>
/// <param name="Start">Where to begin in each partition.</param>
/// <param name="Limit">At most so many; fewer come when they are large.</param>
public sealed record PeekRequest(StartPoint Start, int Limit)
{
    /// <summary>Only this partition; null: all, one after the other.</summary>
    public int? Partition { get; init; }

    /// <summary>Where the page before has ended; null: this is the first.</summary>
    public MessagePlace? After { get; init; }
}
