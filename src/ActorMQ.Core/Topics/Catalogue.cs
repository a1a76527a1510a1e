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
        if (command.Settings?.Check() is { IsRefused: true } settings)
            return Refuse(settings);
        if (_topicsByName.TryGetValue(command.Name, out var existing))
        {
            var detail = $"topic: '{command.Name}' exists with {existing.Partitions} partitions.";
            return Refuse(new Refusal(RefusalCode.TopicExists, detail, "topic")) with { Topic = existing };
        }

        return _topics.Count < Limits.TopicsMax
            ? Store()
            : Refuse(
                RefusalCode.TooManyTopics, $"topic: the cluster has {Limits.TopicsMax} topics.",
                Limits.TopicsMax);
    }

    /// <summary>Judges other settings of a topic.</summary>
    public CatalogueDecision Decide(in UpdateTopic command)
    {
        var refusal = Names.Check(command.Name, "topic");
        if (!refusal.IsRefused)
            refusal = command.Settings.Check();
        if (refusal.IsRefused)
            return Refuse(refusal);
        if (!TryGetTopic(command.Name, out var topic))
            return RefuseUnknown(command.Name);
        return (topic.Settings == command.Settings ? AlreadySo() : Store()) with { Topic = topic };
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
        var refusal = CheckGroup(command.Topic, command.Name, command.Policy);
        if (!refusal.IsRefused && !command.IsForNode)
            refusal = CheckReserved(command.Name);
        if (refusal.IsRefused)
            return Refuse(refusal);
        if (!TryGetTopic(command.Topic, out var topic))
            return RefuseUnknown(command.Topic);
        if (TryGetGroup(topic.Id, command.Name, out var group))
            return AlreadySo() with { Topic = topic, Group = group };
        return GroupsOf(topic.Id).Count < Limits.GroupsMax
            ? Store() with { Topic = topic }
            : Refuse(
                RefusalCode.TooManyGroups, $"group: the topic has {Limits.GroupsMax} groups.",
                Limits.GroupsMax);
    }

    /// <summary>Judges a group that is to have this policy: one that is there is named by the decision.</summary>
    public CatalogueDecision Decide(in PutGroup command)
    {
        var decision = Decide(new EnsureGroup(command.Topic, command.Name, command.Policy));
        return decision.Group is { } known && known.Policy != command.Policy
            ? decision with { Verdict = CatalogueVerdict.Store }
            : decision;
    }

    /// <summary>Judges the deletion of a group.</summary>
    public CatalogueDecision Decide(in DeleteGroup command)
    {
        var refusal = CheckGroup(command.Topic, command.Name, default);
        return refusal.IsRefused ? Refuse(refusal) : FindGroup(command.Topic, command.Name);
    }

    /// <summary>Adds a stored topic.</summary>
    public void Apply(in TopicCreated e)
    {
        MoveTo(e.Version);
        Add(e.Topic);
    }

    /// <summary>Takes over a topic's stored settings.</summary>
    public void Apply(in TopicUpdated e)
    {
        MoveTo(e.Version);
        Invariant.Require(_topics.TryGetValue(e.Topic.Id, out var known) && known.Name == e.Topic.Name);
        _topics[e.Topic.Id] = e.Topic;
        _topicsByName[e.Topic.Name] = e.Topic;
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

    /// <summary>Takes over a group's stored policy.</summary>
    public void Apply(in GroupUpdated e)
    {
        MoveTo(e.Version);
        _groups[e.Group.TopicId][IndexOf(e.Group.TopicId, e.Group.Id)] = e.Group;
    }

    /// <summary>Drops a deleted group.</summary>
    public void Apply(in GroupDeleted e)
    {
        MoveTo(e.Version);
        _groups[e.TopicId].RemoveAt(IndexOf(e.TopicId, e.GroupId));
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

    private int IndexOf(int topicId, int groupId)
    {
        Invariant.Require(_groups.TryGetValue(topicId, out var groups));
        var index = groups.FindIndex(group => group.Id == groupId);
        Invariant.Require(index >= 0);
        return index;
    }

    private static Refusal CheckGroup(string topic, string name, EncodedPolicy policy)
    {
        var refusal = Names.Check(topic, "topic");
        if (!refusal.IsRefused)
            refusal = Names.Check(name, "group");
        if (refusal.IsRefused || policy.Bytes.Length <= Limits.PolicyBytesMax)
            return refusal;
        return new Refusal(
            RefusalCode.PolicyTooLarge,
            $"policy: {policy.Bytes.Length} bytes encoded; the limit is {Limits.PolicyBytesMax}.",
            "policy",
            Limits.PolicyBytesMax);
    }

    private static Refusal CheckReserved(string name) => name != Names.RedriveGroup
        ? Refusal.None
        : new Refusal(
            RefusalCode.ReservedName, $"group: '{name}' is the group that keeps dead letters; nobody else is in it.",
            "group");

    /// <summary>To store, with topic and group; or refused, because one of them is not there.</summary>
    private CatalogueDecision FindGroup(string topicName, string name)
    {
        if (!TryGetTopic(topicName, out var topic))
            return RefuseUnknown(topicName);
        if (TryGetGroup(topic.Id, name, out var group))
            return Store() with { Topic = topic, Group = group };
        return Refuse(new Refusal(
            RefusalCode.UnknownGroupName, $"Topic '{topicName}' has no group '{name}'.", "group"));
    }

    private void MoveTo(long version)
    {
        Invariant.Require(version > Version);
        Version = version;
    }

    private CatalogueDecision Store() => new(CatalogueVerdict.Store, Version, null, null, Refusal.None);

    private CatalogueDecision AlreadySo() => Store() with { Verdict = CatalogueVerdict.AlreadySo };

    private CatalogueDecision Refuse(Refusal refusal) => new(CatalogueVerdict.Refused, Version, null, null, refusal);

    private CatalogueDecision Refuse(RefusalCode code, string detail, long limit) =>
        Refuse(new Refusal(code, detail, code == RefusalCode.TooManyGroups ? "group" : "topic", limit));

    private CatalogueDecision RefusePartitions(int partitions) => Refuse(new Refusal(
        RefusalCode.InvalidPartitionCount,
        $"partitions: {partitions} is outside 1 to {Limits.PartitionsMax}.",
        "partitions",
        Limits.PartitionsMax));

    private CatalogueDecision RefuseUnknown(string name) => Refuse(new Refusal(
        RefusalCode.UnknownTopic, $"There is no topic '{name}'.", "topic"));
}
