using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What the history has told of topics and of the policies of groups.</summary>
internal sealed class TopicBook
{
    private readonly Dictionary<int, ToldTopic> topics = [];
    private readonly Dictionary<string, ToldGroup> groups = new(StringComparer.Ordinal);

    /// <summary>Questions that were asked of it.</summary>
    public long Lookups { get; private set; }

    /// <summary>Whether a node's wall clock may be ahead of the others: what waits by it may end early.</summary>
    public bool HasJumped { get; private set; }

    /// <summary>The topic of a partition; null: nothing was told of it.</summary>
    public ToldTopic? Topic(int partition)
    {
        Lookups++;
        return topics.GetValueOrDefault(partition);
    }

    /// <summary>What a group was told; null: nothing.</summary>
    public ToldGroup? Group(string group)
    {
        Lookups++;
        return groups.GetValueOrDefault(group);
    }

    /// <summary>Whether a group is one of a partition's topic, as far as anything was told.</summary>
    public bool IsOf(string group, int partition) =>
        Topic(partition) is not { } topic || Group(group) is not { } told || told.Topic == topic.Name;

    /// <summary>Takes an event in.</summary>
    public void Add(HistoryEvent e)
    {
        switch (e)
        {
            case TopicTold told:
                AddTopic(told);
                break;
            case GroupTold told when groups.TryGetValue(told.Group, out var known):
                known.Add(told);
                break;
            case GroupTold told:
                groups.Add(told.Group, new ToldGroup(told));
                break;
            case FaultInjected { Kind: "ClockJump" }:
                HasJumped = true;
                break;
        }
    }

    private void AddTopic(TopicTold told)
    {
        var topic = Topic(told.FirstPartition) ?? new ToldTopic(told);
        topic.Add(told);
        for (var partition = told.FirstPartition; partition < told.FirstPartition + told.Partitions; partition++)
            topics[partition] = topic;
    }
}
