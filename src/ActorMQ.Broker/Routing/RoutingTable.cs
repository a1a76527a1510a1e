using System.Collections.Immutable;

namespace ActorMQ.Broker.Routing;

/// <summary>All topics of the node, by id and by name. Written by the catalogue alone, read by everybody.</summary>
internal sealed class RoutingTable
{
    private ImmutableDictionary<int, TopicRoute> byId = ImmutableDictionary<int, TopicRoute>.Empty;
    private ImmutableSortedDictionary<string, TopicRoute> byName =
        ImmutableSortedDictionary.Create<string, TopicRoute>(StringComparer.Ordinal);

    private volatile bool isClosed;

    /// <summary>Whether the node ends: whoever connects from here on is sent away.</summary>
    public bool IsClosed => isClosed;

    /// <summary>All topics, by name.</summary>
    public IEnumerable<TopicRoute> Topics => Volatile.Read(ref byName).Values;

    public TopicRoute? Find(int topicId) => Volatile.Read(ref byId).GetValueOrDefault(topicId);

    public TopicRoute? Find(string name) => Volatile.Read(ref byName).GetValueOrDefault(name);

    /// <summary>The node begins to end. Those who are connected are served on.</summary>
    public void Close() => isClosed = true;

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
