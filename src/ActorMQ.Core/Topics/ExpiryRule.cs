using ActorMQ.Records;

namespace ActorMQ.Core.Topics;

/// <summary>Which stored batches of a partition may go at a moment, oldest first.</summary>
/// <param name="StoredBeforeMs">Those stored then or earlier, wall clock, milliseconds since 1970 UTC.</param>
/// <param name="BytesMax">And as many more as leave this many bytes; the newest batch stays.</param>
/// <param name="Below">But none that ends above this offset.</param>
public readonly record struct ExpiryRule(long StoredBeforeMs, long BytesMax, long Below)
{
    /// <summary>By age and size, whatever the groups have settled: what a log does.</summary>
    public static ExpiryRule OfLog(TopicSettings settings, long wallMs) => new(
        settings.RetentionMs > 0 ? wallMs - settings.RetentionMs : long.MinValue,
        settings.RetentionBytes > 0 ? settings.RetentionBytes : long.MaxValue,
        long.MaxValue);

    /// <summary>What every group has settled, once it is old enough: what a queue with a group does.</summary>
    public static ExpiryRule OfQueue(TopicSettings settings, long settledBelow, long wallMs) =>
        new(wallMs - settings.PurgeAfterMs, long.MaxValue, Mutants.PurgesByAgeAlone ? long.MaxValue : settledBelow);

    /// <summary>By age alone: what a queue does that has no group.</summary>
    public static ExpiryRule OfQueueWithoutGroup(TopicSettings settings, long wallMs) =>
        OfLog(settings with { RetentionBytes = 0 }, wallMs);
}
