namespace ActorMQ.Core.Groups;

/// <summary>
/// Event: the oldest moves cannot be sent at present, and go behind all others in their order, with the next sequences.
/// </summary>
/// <param name="GroupId">The group.</param>
/// <param name="EndSequence">The sequence behind the last one that is put off.</param>
public readonly record struct MovesPutOff(int GroupId, long EndSequence);
