namespace ActorMQ.Core.Groups;

/// <summary>A range that a consumer held until its ack wait passed; some of it may be settled.</summary>
/// <param name="Consumer">Who held it.</param>
/// <param name="First">The first offset.</param>
/// <param name="Count">How many offsets.</param>
/// <param name="Attempt">The attempt under which it was out.</param>
public readonly record struct LostLock(long Consumer, long First, int Count, short Attempt);
