namespace ActorMQ.Simulation.Plans;

/// <summary>What stays the same during a run: sizes, caps and times. Times in milliseconds.</summary>
internal sealed record Knobs
{
    public int Owners { get; init; } = 1;

    public int Partitions { get; init; } = 2;

    public int BatchBytes { get; init; } = 64 * 1024;

    public int BatchesInFlightMax { get; init; } = 5;

    public int InFlightMessagesMax { get; init; } = 8_192;

    public int DeliveryTimeoutMs { get; init; } = 20_000;

    public int AckWaitMs { get; init; } = 2_000;

    public long CacheBytesMax { get; init; } = 1 << 20;

    public long DeliveryQueueBytesMax { get; init; } = 2 << 20;

    public long ConnectionInFlightBytesMax { get; init; } = 32 << 20;

    public int SnapshotEventBytes { get; init; } = 256 << 10;

    public int SettlementDelayMs { get; init; } = 50;

    public int HeartbeatMs { get; init; } = 1_000;

    public int SilenceMs { get; init; } = 3_000;

    public int ReopenDelayMs { get; init; } = 100;

    /// <summary>Whether the topic is a log: it keeps by age and size, whatever the groups have settled.</summary>
    public bool IsLog { get; init; }

    public int PurgeAfterMs { get; init; }

    public int RetentionMs { get; init; } = 3_600_000;

    public int RetentionBytes { get; init; }

    /// <summary>Whether caps are as small as they can be: what the fault of that name does.</summary>
    public bool HasTinyCaps { get; init; }

    /// <summary>Whether the product takes rare paths on purpose.</summary>
    public bool HasRarePoints { get; init; }

    /// <summary>Whether the node's wall clock runs backward once the faults have ended: the one that stays.</summary>
    public bool HasWrongClock { get; init; }

    /// <summary>When the faults end.</summary>
    public int FaultsEndMs { get; init; } = 10_000;

    /// <summary>Whether after the faults everything has to come to rest; otherwise the run ends among them.</summary>
    public bool ComesToRest { get; init; } = true;
}
