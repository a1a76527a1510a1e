namespace ActorMQ.Core.Tests;

/// <summary>The naive twin of a partition: producers as a list of batches, groups as lists of records.</summary>
public sealed class ModelPartition
{
    public ModelProducers Producers { get; init; } = new();

    public SortedDictionary<int, ModelGroup> Groups { get; } = [];

    public long NextOffset { get; set; }

    public long Tenure { get; set; }

    public ModelPartition Clone()
    {
        var clone = new ModelPartition { Producers = Producers.Clone(), NextOffset = NextOffset, Tenure = Tenure };
        foreach (var (id, group) in Groups)
            clone.Groups.Add(id, group.Clone());
        return clone;
    }
}
