namespace ActorMQ.Core.Groups;

/// <summary>Event: everything that one consumer had out waits for redelivery.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Consumer">Who had it.</param>
/// <param name="IsCounted">Whether the attempt counts: it does after an unclean end, not after a drain.</param>
public readonly record struct ConsumerReleased(int GroupId, long Consumer, bool IsCounted);
