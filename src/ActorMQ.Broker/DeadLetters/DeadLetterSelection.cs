using ActorMQ.Broker.Inspection;

namespace ActorMQ.Broker.DeadLetters;

/// <summary>The dead letters that a redrive or a purge takes: some by their positions, or those that a filter is true
/// of.</summary>
/// <param name="Places">Which ones; null: all that the filter is true of.</param>
/// <param name="Filter">What must be true of them.</param>
public sealed record DeadLetterSelection(IReadOnlyList<MessagePlace>? Places, DeadLetterFilter Filter)
{
    /// <summary>All dead letters.</summary>
    public static DeadLetterSelection All { get; } = new(null, DeadLetterFilter.All);

    /// <summary>These.</summary>
    public static DeadLetterSelection Of(params MessagePlace[] places) =>
        new(places, DeadLetterFilter.All);

    /// <summary>Those that the filter is true of.</summary>
    public static DeadLetterSelection Of(DeadLetterFilter filter) => new(null, filter);

    /// <summary>The chosen offsets of a partition, rising; null: all are looked at.</summary>
    internal long[]? OffsetsOf(int partition) => Places is null
        ? null
        : [.. Places.Where(one => one.Partition == partition).Select(static one => one.Offset).Distinct().Order()];
}
