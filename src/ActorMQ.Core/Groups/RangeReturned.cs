namespace ActorMQ.Core.Groups;

/// <summary>Event: whatever of a range is out waits for redelivery; the attempt counts.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets.</param>
public readonly record struct RangeReturned(int GroupId, long First, long Count);
