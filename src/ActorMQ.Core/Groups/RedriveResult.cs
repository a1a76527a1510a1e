namespace ActorMQ.Core.Groups;

/// <summary>What became of a range that was to be redriven.</summary>
/// <param name="Moved">How many records are in the outbox by it.</param>
/// <param name="NextOffset">The first record that is left, for want of room; the end of the range when none is.</param>
public readonly record struct RedriveResult(int Moved, long NextOffset);
