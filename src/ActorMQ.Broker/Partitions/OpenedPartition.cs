using ActorMQ.Core.Partitions;

namespace ActorMQ.Broker.Partitions;

/// <summary>A partition that was acquired and recovered, ready to be run by an actor.</summary>
/// <param name="Machine">Its state as stored, in a fresh tenure.</param>
/// <param name="Right">The right to write it.</param>
/// <param name="Sequence">The journal sequence that its next append expects.</param>
internal sealed record OpenedPartition(Partition Machine, PartitionRight Right, long Sequence);
