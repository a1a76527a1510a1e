using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Shrinking;

/// <summary>Ways to make the knobs of a plan simpler, each tried once.</summary>
internal static class SimplerKnobs
{
    private static readonly Knobs Default = new();

    /// <summary>Those that save most first.</summary>
    public static IReadOnlyList<Func<Knobs, Knobs>> All { get; } =
    [
        knobs => knobs with { ComesToRest = false },
        knobs => knobs with { HasRarePoints = false },
        knobs => knobs with { HasWrongClock = false },
        WithoutTinyCaps,
        knobs => knobs with { Owners = 1 },
        knobs => knobs with { Partitions = 1 },
        knobs => knobs with { FaultsEndMs = knobs.FaultsEndMs / 4 },
        knobs => knobs with { FaultsEndMs = knobs.FaultsEndMs / 2 },
        knobs => knobs with { BatchBytes = Default.BatchBytes },
        knobs => knobs with { BatchesInFlightMax = Default.BatchesInFlightMax },
        knobs => knobs with { DeliveryTimeoutMs = Default.DeliveryTimeoutMs },
        knobs => knobs with { AckWaitMs = Default.AckWaitMs },
        knobs => knobs with { SnapshotEventBytes = Default.SnapshotEventBytes },
        knobs => knobs with { SettlementDelayMs = Default.SettlementDelayMs },
        knobs => knobs with { SilenceMs = Default.SilenceMs },
        knobs => knobs with { ReopenDelayMs = Default.ReopenDelayMs },
        knobs => knobs with { IsLog = false, RetentionMs = Default.RetentionMs, RetentionBytes = 0 },
        knobs => knobs with { PurgeAfterMs = 0 },
    ];

    private static Knobs WithoutTinyCaps(Knobs knobs) => knobs with
    {
        HasTinyCaps = false,
        InFlightMessagesMax = Default.InFlightMessagesMax,
        CacheBytesMax = Default.CacheBytesMax,
        DeliveryQueueBytesMax = Default.DeliveryQueueBytesMax,
        ConnectionInFlightBytesMax = Default.ConnectionInFlightBytesMax,
    };
}
