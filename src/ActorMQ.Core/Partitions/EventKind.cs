namespace ActorMQ.Core.Partitions;

/// <summary>The first byte of each event. A number once used is never used for anything else.</summary>
internal enum EventKind : byte
{
    BatchAppended = 1,
    ProducersEvicted = 2,
    TenureStarted = 3,
    GroupAdded = 4,
    HandedOut = 5,
    RangeSettled = 6,
    RangeReturned = 7,
    ConsumerReleased = 8,
}
