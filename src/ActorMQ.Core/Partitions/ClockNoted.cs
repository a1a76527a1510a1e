namespace ActorMQ.Core.Partitions;

/// <summary>
/// Event: retries wait for times of this wall clock, which is well ahead of every time that the partition has stored.
/// An owner whose own clock is behind goes on from here, or they would wait for as long as it is behind.
/// </summary>
/// <param name="WallMs">Milliseconds since 1970 UTC.</param>
public readonly record struct ClockNoted(long WallMs);
