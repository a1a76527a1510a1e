using ActorMQ.Core.Partitions;
using ActorMQ.Core.Topics;

namespace ActorMQ.Broker.Partitions;

/// <summary>A partition that was acquired and recovered, ready to be run by an actor.</summary>
/// <param name="Machine">Its state as stored, in a fresh tenure.</param>
/// <param name="Right">The right to write it.</param>
/// <param name="Sequence">The journal sequence that its next append expects.</param>
/// <param name="FirstOffset">Batches below are gone.</param>
internal sealed record OpenedPartition(Partition Machine, PartitionRight Right, long Sequence, long FirstOffset)
{
    /// <summary>Bytes of its stored snapshot.</summary>
    public long SnapshotBytes { get; init; }

    /// <summary>Bytes of its stored events.</summary>
    public long EventBytes { get; init; }

    /// <summary>By what its topic keeps its records.</summary>
    public TopicSettings Settings { get; set; } = TopicSettings.Default;
}
