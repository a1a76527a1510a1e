namespace ActorMQ.Core.Groups;

/// <summary>Event: whatever of a range is out waits for redelivery.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets.</param>
/// <param name="IsCounted">Whether the attempt counts.</param>
/// <param name="Time">When they are ready again.</param>
public readonly record struct RangeReturned(
    int GroupId, long First, long Count, bool IsCounted = true, RetryTime Time = default);
