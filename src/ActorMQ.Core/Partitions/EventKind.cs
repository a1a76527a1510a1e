namespace ActorMQ.Core.Partitions;

/// <summary>The first byte of each event. A number once used is never used for anything else.</summary>
internal enum EventKind : byte
{
    BatchAppended = 1,
    ProducersEvicted = 2,
    TenureStartedCounted = 3,
    GroupAdded = 4,
    HandedOut = 5,
    RangeSettled = 6,
    RangeReturnedAtOnce = 7,
    ConsumerReleased = 8,
    TenureStarted = 9,
    HandedOutConcurrently = 10,
    RangeReturned = 11,
    RangeMoved = 12,
    MovesDone = 13,
    RetriesReleased = 14,
    GroupRemoved = 15,
    MovesReturned = 16,
    ClockNoted = 17,
    DeadLettersChosen = 18,
    MovesPutOff = 19,
}
