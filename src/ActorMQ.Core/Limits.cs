namespace ActorMQ.Core;

/// <summary>
/// Every cap of the state machines, in one place. A full cap is a refusal or a waiting cursor, never growth.
/// </summary>
public static class Limits
{
    /// <summary>
    /// Batches that a partition remembers per producer; also the batches a producer may have in flight.
    /// </summary>
    public const int ProducerWindowBatches = 5;

    /// <summary>Producers remembered per partition; further ones are refused.</summary>
    public const int ProducersMax = 64 * 1024;

    /// <summary>Milliseconds after which an idle anonymous producer is forgotten: twice the delivery timeout.</summary>
    public const long ProducerIdleMs = 240_000;

    /// <summary>Groups on one topic.</summary>
    public const int GroupsMax = 1024;

    /// <summary>Messages in flight per (partition, group); at the cap nothing more is handed out.</summary>
    public const int InFlightMax = 1024 * 1024;

    /// <summary>Hand-outs kept apart per (partition, group); at the cap nothing more is handed out.</summary>
    public const int LeasesMax = 64 * 1024;

    /// <summary>Offsets from a group's floor to its cursor; at the cap the cursor waits for the floor.</summary>
    public const long SpanMax = 16 * 1024 * 1024;

    /// <summary>The highest attempt that is told apart; later ones are told as this one.</summary>
    public const int AttemptMax = 255;

    /// <summary>Topics of one cluster.</summary>
    public const int TopicsMax = 16 * 1024;

    /// <summary>Partitions of one topic.</summary>
    public const int PartitionsMax = 1024;

    /// <summary>Partitions of a topic when the creator does not say.</summary>
    public const int PartitionsDefault = 8;

    /// <summary>Bytes of a group's encoded policy.</summary>
    public const int PolicyBytesMax = 1024;

    /// <summary>The longest time for which a topic can be told to keep its records, milliseconds: ten years.</summary>
    public const long KeepMsMax = 10L * 365 * 24 * 60 * 60 * 1000;

    /// <summary>The shortest retention by age, milliseconds: a second.</summary>
    public const long RetentionMsMin = 1000;

    /// <summary>The smallest retention by size, bytes of a partition: 1 MiB.</summary>
    public const long RetentionBytesMin = 1024 * 1024;

    /// <summary>The largest retention by size, bytes of a partition: 1 PiB.</summary>
    public const long RetentionBytesMax = 1L << 50;

    /// <summary>Characters of a topic's or a group's name.</summary>
    public const int NameLengthMax = 127;

    /// <summary>Bytes of applied events that wait for an append; above, nothing more is handed out.</summary>
    public const int PendingEventBytesMax = 4 * 1024 * 1024;

    /// <summary>Default ack wait in milliseconds: how long a consumer may hold a delivery.</summary>
    public const int AckWaitMsDefault = 30_000;

    /// <summary>Shortest ack wait in milliseconds that a group may have.</summary>
    public const int AckWaitMsMin = 1_000;

    /// <summary>Longest ack wait in milliseconds that a group may have.</summary>
    public const int AckWaitMsMax = 3_600_000;

    /// <summary>Highest attempt limit of a group.</summary>
    public const int AttemptLimitMax = 250;

    /// <summary>Longest wait for a retry in milliseconds: seven days.</summary>
    public const int RetryDelayMsMax = 7 * 24 * 3_600_000;

    /// <summary>Highest backoff factor, in hundredths.</summary>
    public const int BackoffFactorMax = 1_000;

    /// <summary>Highest jitter, in percent of a wait.</summary>
    public const int JitterPercentMax = 50;

    /// <summary>Bytes of the reason of a nack or reject, in UTF-8; a longer one is cut.</summary>
    public const int ReasonBytesMax = 256;

    /// <summary>
    /// Records on their way to the dead letters per (partition, group); at the cap further ones wait and are tried
    /// again.
    /// </summary>
    public const int MovesMax = 4_096;

    /// <summary>Deliveries that a consumer may say it works on at a time; more are taken as this.</summary>
    public const int ConcurrencyMax = 1_024;

    /// <summary>
    /// Records per (partition, group) that wait ready for redelivery before no further backoff is ended: the rest is
    /// cheaper to keep while it waits.
    /// </summary>
    public const int ReadyMax = 64 * 1024;

    /// <summary>Records whose backoff ends in one step of work.</summary>
    public const int ReleasedMax = 8 * 1024;

    /// <summary>
    /// By how much the clock may be ahead of all that a partition has stored, in milliseconds, before a due time has it
    /// stored.
    /// </summary>
    public const long ClockNoteMs = 60_000;

    /// <summary>The highest offset that a partition gives out.</summary>
    public const long OffsetMax = long.MaxValue / 4;
}
