namespace ActorMQ.Core.Groups;

/// <summary>Event: a group is gone from this partition, with all that it had out, in retry or in its outbox.</summary>
/// <param name="GroupId">The group.</param>
public readonly record struct GroupRemoved(int GroupId);
