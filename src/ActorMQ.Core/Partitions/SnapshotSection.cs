namespace ActorMQ.Core.Partitions;

/// <summary>The first byte of each section of a snapshot. A number once used is never used for anything else.</summary>
internal enum SnapshotSection : byte
{
    End = 0,
    Partition = 1,
    Producers = 2,
    Group = 3,
    SettledPage = 4,
    ReadyPage = 5,
    Attempts = 6,
    PlainLeases = 7,
    Retries = 8,
    Outbox = 9,
    Leases = 10,
    Clock = 11,
    DeadLetters = 12,
}
