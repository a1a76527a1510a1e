using ActorMQ.Core.Topics;

namespace ActorMQ.Journal;

/// <summary>The catalogue rows of a <see cref="MemoryJournal"/>.</summary>
internal sealed class MemoryCatalogue
{
    private readonly SortedDictionary<int, TopicRow> topics = [];
    private readonly SortedDictionary<int, GroupRow> groups = [];
    private long version;
    private int lastTopicId;
    private int lastGroupId;

    public CatalogueRows Read() => new(version, [.. topics.Values], [.. groups.Values]);

    public TopicRow? CreateTopic(in NewTopic topic, long expectedVersion)
    {
        string name = topic.Name;
        if (version != expectedVersion || topics.Values.Any(t => t.Name == name))
            return null;
        TopicSettings settings = topic.Settings ?? TopicSettings.Default;
        TopicRow row = new(++lastTopicId, name, topic.Partitions, topic.Kind, topic.CreatedUnixMs, settings);
        topics.Add(row.Id, row);
        version++;
        return row;
    }

    public TopicRow? UpdateTopic(int topicId, TopicSettings settings, long expectedVersion)
    {
        if (version != expectedVersion || !topics.TryGetValue(topicId, out TopicRow row))
            return null;
        version++;
        return topics[topicId] = row with { Settings = settings };
    }

    public TopicRow? DeleteTopic(int topicId)
    {
        if (!topics.Remove(topicId, out TopicRow row))
            return null;
        foreach (GroupRow group in groups.Values.Where(g => g.TopicId == topicId).ToList())
            groups.Remove(group.Id);
        version++;
        return row;
    }

    public GroupRow? EnsureGroup(int topicId, string name, EncodedPolicy policy)
    {
        if (!topics.ContainsKey(topicId))
            return null;
        foreach (GroupRow known in groups.Values)
        {
            if (known.TopicId == topicId && known.Name == name)
                return known;
        }

        GroupRow row = new(++lastGroupId, topicId, name, Copy(policy));
        groups.Add(row.Id, row);
        version++;
        return row;
    }

    public GroupRow? UpdateGroup(int groupId, EncodedPolicy policy, long expectedVersion)
    {
        if (version != expectedVersion || !groups.TryGetValue(groupId, out GroupRow row))
            return null;
        version++;
        return groups[groupId] = row with { Policy = Copy(policy) };
    }

    public bool DeleteGroup(int groupId, long expectedVersion)
    {
        if (version != expectedVersion || !groups.Remove(groupId))
            return false;
        version++;
        return true;
    }

    private static EncodedPolicy Copy(EncodedPolicy policy) => new(policy.Bytes.ToArray());
}
