namespace ActorMQ.Client;

/// <summary>Which dead letters a redrive or a purge takes.</summary>
public sealed class DeadLetterSelection
{
    private DeadLetterSelection()
    {
    }

    /// <summary>All of them.</summary>
    public static DeadLetterSelection All { get; } = new();

    internal IReadOnlyList<DeadLetterPosition>? Positions { get; private init; }

    internal DeadLetterFilter? Filter { get; private init; }

    /// <summary>These, at most 1,000.</summary>
    public static DeadLetterSelection Of(params IReadOnlyList<DeadLetterPosition> positions) =>
        new() { Positions = positions };

    /// <summary>Those of these, at most 1,000, that the filter is true of; null: these.</summary>
    public static DeadLetterSelection Of(IReadOnlyList<DeadLetterPosition> positions, DeadLetterFilter? filter) =>
        new() { Positions = positions, Filter = filter };

    /// <summary>Those that the filter is true of.</summary>
    public static DeadLetterSelection Of(DeadLetterFilter filter) => new() { Filter = filter };
}
