namespace ActorMQ.Core;

/// <summary>The time of a decision, handed in by the shell.</summary>
/// <param name="MonotonicMs">Milliseconds of the process's monotonic clock: ack wait and timeouts. Never
/// stored.</param>
/// <param name="WallMs">Milliseconds since 1970 UTC of the wall clock: idle producers, creation times.</param>
public readonly record struct Now(long MonotonicMs, long WallMs);
