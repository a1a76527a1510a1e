using System.Diagnostics.CodeAnalysis;

namespace ActorMQ.Core.Topics;

/// <summary>
/// The topics and groups of the cluster at one version. Owned by the catalogue actor, not thread-safe.
/// </summary>
/// <remarks>
/// Control plane: decide, store by compare-and-set on the version, then apply what the store answered. When the store
/// says that another change came first, read its rows into a new catalogue and decide again.
/// </remarks>
public sealed class Catalogue
{
    private readonly Dictionary<string, Topic> _topicsByName = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, Topic> _topics = [];

    // Exactly the topics' numbers as keys; each at most Limits.GroupsMax.
    private readonly Dictionary<int, List<TopicGroup>> _groups = [];

    /// <summary>A catalogue as the store has it.</summary>
    public Catalogue(long version, IEnumerable<Topic> topics, IEnumerable<TopicGroup> groups)
    {
        Version = version;
        foreach (var topic in topics)
            Add(topic);
        foreach (var group in groups)
            Add(group);
    }

    /// <summary>An empty catalogue at version 0.</summary>
    public Catalogue()
        : this(0, [], [])
    {
    }

    /// <summary>Counts the changes of the store.</summary>
    public long Version { get; private set; }

    /// <summary>The topics in the order of their numbers.</summary>
    public IReadOnlyCollection<Topic> Topics => _topics.Values;

    /// <summary>The topic with this name.</summary>
    public bool TryGetTopic(string name, [NotNullWhen(true)] out Topic? topic) =>
        _topicsByName.TryGetValue(name, out topic);

    /// <summary>The topic with this number.</summary>
    public bool TryGetTopic(int id, [NotNullWhen(true)] out Topic? topic) => _topics.TryGetValue(id, out topic);

    /// <summary>The groups of a topic in the order of their creation; none when there is no such topic.</summary>
    public IReadOnlyList<TopicGroup> GroupsOf(int topicId) =>
        _groups.TryGetValue(topicId, out var groups) ? groups : [];

    /// <summary>The group with this name.</summary>
    public bool TryGetGroup(int topicId, string name, [NotNullWhen(true)] out TopicGroup? group)
    {
        group = null;
        foreach (var one in GroupsOf(topicId))
            group = one.Name == name ? one : group;
        return group is not null;
    }

    /// <summary>Judges a new topic. A name that is taken is refused, with the topic in the decision.</summary>
    public CatalogueDecision Decide(in CreateTopic command)
    {
        var name = Names.Check(command.Name, "topic");
        if (name.IsRefused)
            return Refuse(name);
        if (command.Partitions is < 1 or > Limits.PartitionsMax)
            return RefusePartitions(command.Partitions);
        if (command.Kind is not (TopicKind.Queue or TopicKind.Log))
            return Refuse(new Refusal(RefusalCode.InvalidTopicKind, "kind: choose queue or log.", "kind"));
        if (_topicsByName.TryGetValue(command.Name, out var existing))
        {
            var detail = $"topic: '{command.Name}' exists with {existing.Partitions} partitions; "
                + "choose another name or use it.";
            return Refuse(new Refusal(RefusalCode.TopicExists, detail, "topic")) with { Topic = existing };
        }

        return _topics.Count < Limits.TopicsMax
            ? Store()
            : Refuse(
                RefusalCode.TooManyTopics, $"topic: the cluster has {Limits.TopicsMax} topics; delete one.",
                Limits.TopicsMax);
    }

    /// <summary>Judges a deletion.</summary>
    public CatalogueDecision Decide(in DeleteTopic command)
    {
        var name = Names.Check(command.Name, "topic");
        if (name.IsRefused)
            return Refuse(name);
        return TryGetTopic(command.Name, out var topic) ? Store() with { Topic = topic } : RefuseUnknown(command.Name);
    }

    /// <summary>Judges a group that is wanted.</summary>
    public CatalogueDecision Decide(in EnsureGroup command)
    {
        var name = Names.Check(command.Topic, "topic");
        if (!name.IsRefused)
            name = Names.Check(command.Name, "group");
        if (name.IsRefused)
            return Refuse(name);
        if (!TryGetTopic(command.Topic, out var topic))
            return RefuseUnknown(command.Topic);
        if (TryGetGroup(topic.Id, command.Name, out var group))
            return new CatalogueDecision(CatalogueVerdict.AlreadySo, Version, topic, group, Refusal.None);
        return GroupsOf(topic.Id).Count < Limits.GroupsMax
            ? Store() with { Topic = topic }
            : Refuse(
                RefusalCode.TooManyGroups, $"group: the topic has {Limits.GroupsMax} groups; use one of them.",
                Limits.GroupsMax);
    }

    /// <summary>Adds a stored topic.</summary>
    public void Apply(in TopicCreated e)
    {
        MoveTo(e.Version);
        Add(e.Topic);
    }

    /// <summary>Drops a deleted topic with its groups.</summary>
    public void Apply(in TopicDeleted e)
    {
        MoveTo(e.Version);
        Invariant.Require(_topics.TryGetValue(e.TopicId, out var topic));
        _topics.Remove(e.TopicId);
        _topicsByName.Remove(topic.Name);
        _groups.Remove(e.TopicId);
    }

    /// <summary>Adds a stored group.</summary>
    public void Apply(in GroupCreated e)
    {
        MoveTo(e.Version);
        Add(e.Group);
    }

    private void Add(Topic topic)
    {
        Invariant.Require(_topics.TryAdd(topic.Id, topic) && _topicsByName.TryAdd(topic.Name, topic));
        _groups.Add(topic.Id, []);
    }

    private void Add(TopicGroup group)
    {
        Invariant.Require(_groups.ContainsKey(group.TopicId) && !TryGetGroup(group.TopicId, group.Name, out _));
        _groups[group.TopicId].Add(group);
    }

    private void MoveTo(long version)
    {
        Invariant.Require(version > Version);
        Version = version;
    }

    private CatalogueDecision Store() => new(CatalogueVerdict.Store, Version, null, null, Refusal.None);

    private CatalogueDecision Refuse(Refusal refusal) => new(CatalogueVerdict.Refused, Version, null, null, refusal);

    private CatalogueDecision Refuse(RefusalCode code, string detail, long limit) =>
        Refuse(new Refusal(code, detail, code == RefusalCode.TooManyGroups ? "group" : "topic", limit));

    private CatalogueDecision RefusePartitions(int partitions) => Refuse(new Refusal(
        RefusalCode.InvalidPartitionCount,
        $"partitions: {partitions} is outside 1 to {Limits.PartitionsMax}.",
        "partitions",
        Limits.PartitionsMax));

    private CatalogueDecision RefuseUnknown(string name) => Refuse(new Refusal(
        RefusalCode.UnknownTopic, $"topic: '{name}' does not exist; create it first (pbm topic create {name}).",
        "topic"));
}
