using System.Collections.Immutable;

namespace ActorMQ.Broker.Routing;

/// <summary>All topics of the node, by id and by name. Written by the catalogue alone, read by everybody.</summary>
internal sealed class RoutingTable
{
    private ImmutableDictionary<int, TopicRoute> byId = ImmutableDictionary<int, TopicRoute>.Empty;
    private ImmutableSortedDictionary<string, TopicRoute> byName =
        ImmutableSortedDictionary.Create<string, TopicRoute>(StringComparer.Ordinal);

    /// <summary>The groups that there are no more.</summary>
    public DroppedGroups DroppedGroups { get; } = new();

    /// <summary>All topics, by name.</summary>
    public IEnumerable<TopicRoute> Topics => Volatile.Read(ref byName).Values;

    public TopicRoute? Find(int topicId) => Volatile.Read(ref byId).GetValueOrDefault(topicId);

    public TopicRoute? Find(string name) => Volatile.Read(ref byName).GetValueOrDefault(name);

    public void Add(TopicRoute topic)
    {
        Volatile.Write(ref byId, byId.SetItem(topic.Id, topic));
        Volatile.Write(ref byName, byName.SetItem(topic.Name, topic));
    }

    public void Remove(TopicRoute topic)
    {
        Volatile.Write(ref byId, byId.Remove(topic.Id));
        Volatile.Write(ref byName, byName.Remove(topic.Name));
        topic.Delete();
    }
}
