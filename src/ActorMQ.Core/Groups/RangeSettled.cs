namespace ActorMQ.Core.Groups;

/// <summary>Event: every record of a range is settled for a group, whatever it was before.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets.</param>
public readonly record struct RangeSettled(int GroupId, long First, long Count);
