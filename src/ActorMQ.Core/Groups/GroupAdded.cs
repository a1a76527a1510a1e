namespace ActorMQ.Core.Groups;

/// <summary>Event: a group begins on this partition.</summary>
/// <param name="GroupId">The group's number, given by the catalogue.</param>
/// <param name="StartOffset">The first offset that it is to settle.</param>
public readonly record struct GroupAdded(int GroupId, long StartOffset);
