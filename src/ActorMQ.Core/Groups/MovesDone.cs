namespace ActorMQ.Core.Groups;

/// <summary>Event: moves are stored in the target; their records are settled for the group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="EndSequence">The sequence behind the last one that is stored.</param>
public readonly record struct MovesDone(int GroupId, long EndSequence);
