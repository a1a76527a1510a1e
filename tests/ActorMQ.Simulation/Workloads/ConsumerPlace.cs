using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Workloads;

/// <summary>What a consumer takes part in.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="FirstPartition">The number of its first partition.</param>
/// <param name="Group">The group.</param>
internal sealed record ConsumerPlace(string Topic, int FirstPartition, string Group)
{
    /// <summary>A group of the topic that everything goes to.</summary>
    public static ConsumerPlace OfGroup(int number) => new(World.Topic, 0, GroupOf(number));

    /// <summary>The name of a group by its number.</summary>
    public static string GroupOf(int number) => $"g{number}";
}
