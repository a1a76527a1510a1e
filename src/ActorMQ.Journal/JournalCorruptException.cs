using ActorMQ.Core;

namespace ActorMQ.Journal;

/// <summary>A stored row of one partition fails its check: do not serve this partition; the others are sound.</summary>
public sealed class JournalCorruptException(PartitionId partition, string message) : Exception(message)
{
    /// <summary>The partition whose row is damaged.</summary>
    public PartitionId Partition { get; } = partition;
}
