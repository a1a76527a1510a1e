using ActorMQ.Core;

namespace ActorMQ.Simulation.Worlds;

/// <summary>The partitions of all topics in one row of numbers; those of the first topic have their indices.</summary>
internal static class PartitionNumber
{
    private const int TopicStep = 100;

    /// <summary>The number of a partition.</summary>
    public static int Of(PartitionId partition) => FirstOf(partition.Topic) + partition.Index;

    /// <summary>The number of a topic's first partition.</summary>
    public static int FirstOf(int topic) => (topic - 1) * TopicStep;
}
