using ActorMQ.Core;

namespace ActorMQ.Journal;

/// <summary>A partition's fence row right after it was acquired.</summary>
/// <param name="Partition">Which partition.</param>
/// <param name="Ownership">The new right; every older one is fenced from here on.</param>
/// <param name="Sequence">The journal sequence, which the next append expects.</param>
/// <param name="NextOffset">The next free offset.</param>
public readonly record struct AcquiredPartition(
    PartitionId Partition, Ownership Ownership, long Sequence, long NextOffset);
