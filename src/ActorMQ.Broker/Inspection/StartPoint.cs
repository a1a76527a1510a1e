using ActorMQ.Core;
using ActorMQ.Journal;

namespace ActorMQ.Broker.Inspection;

/// <summary>Where a look at a partition begins.</summary>
/// <param name="Kind">What <paramref name="Value"/> is.</param>
/// <param name="Value">An offset, a count or a time, from 0 on; of no interest at the end.</param>
public readonly record struct StartPoint(StartKind Kind, long Value)
{
    /// <summary>Behind the newest message.</summary>
    public static StartPoint End { get; } = new(StartKind.End, 0);

    /// <summary>At an offset, or the oldest message behind it.</summary>
    public static StartPoint At(long offset) => new(StartKind.Offset, offset);

    /// <summary>The offset; null when only the journal knows it.</summary>
    internal long? Known(long end) => Kind switch
    {
        StartKind.Offset => Value,
        StartKind.Last => Math.Max(0, end - Value),
        StartKind.End => end,
        _ => null,
    };

    /// <summary>The offset, looked for in the journal where need be. On the lane.</summary>
    internal long Find(IJournal journal, PartitionId partition, long end) =>
        Known(end) ?? journal.OffsetAt(partition, Value) ?? end;
}
