namespace ActorMQ.Core.Groups;

/// <summary>Event: the oldest moves have no target any more; their records wait in the group again.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="EndSequence">The sequence behind the last one that came back.</param>
public readonly record struct MovesReturned(int GroupId, long EndSequence);
