namespace ActorMQ.Journal;

/// <summary>What the journal itself knows of a partition whose snapshot and events went to the sink.</summary>
/// <param name="Sequence">The journal sequence, which the next append expects.</param>
/// <param name="FirstOffset">Base offset of the oldest stored batch; <paramref name="NextOffset"/> when there is
/// none.</param>
/// <param name="NextOffset">The next free offset.</param>
public readonly record struct RecoveredPartition(long Sequence, long FirstOffset, long NextOffset);
