using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>Topics and groups, and the version that every change of them raises.</summary>
internal sealed class CatalogueTable(Database database, FenceTable fences)
{
    private const string TopicColumns =
        "id, name, partitions, kind, created_ms, purge_after_ms, retention_ms, retention_bytes";

    private const string GroupColumns = "id, topic, name, policy";

    private readonly Statement insertTopic =
        database.Prepare("INSERT INTO topic VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    private readonly Statement insertGroup = database.Prepare("INSERT INTO topic_group VALUES(?1, ?2, ?3, ?4)");
    private readonly Statement topicById = database.Prepare($"SELECT {TopicColumns} FROM topic WHERE id=?1");
    private readonly Statement topicByName = database.Prepare($"SELECT {TopicColumns} FROM topic WHERE name=?1");
    private readonly Statement groupById = database.Prepare($"SELECT {GroupColumns} FROM topic_group WHERE id=?1");

    private readonly Statement groupByName =
        database.Prepare($"SELECT {GroupColumns} FROM topic_group WHERE topic=?1 AND name=?2");

    private readonly Statement updateTopic = database.Prepare(
        "UPDATE topic SET purge_after_ms=?2, retention_ms=?3, retention_bytes=?4 WHERE id=?1");

    private readonly Statement updateGroup = database.Prepare("UPDATE topic_group SET policy=?2 WHERE id=?1");

    public CatalogueRows Read() => new(Number("catalogue"), ReadTopics(), ReadGroups());

    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        if (Number("catalogue") != version || FindTopic(topicByName.Bind(1, topic.Name)) is not null)
            return null;
        TopicSettings settings = topic.Settings ?? TopicSettings.Default;
        TopicRow row = new(
            (int)Raise("last_topic"), topic.Name, topic.Partitions, topic.Kind, topic.CreatedUnixMs, settings);
        Raise("catalogue");
        insertTopic
            .Bind(1, row.Id)
            .Bind(2, row.Name)
            .Bind(3, row.Partitions)
            .Bind(4, (long)row.Kind)
            .Bind(5, row.CreatedUnixMs)
            .Bind(6, settings.PurgeAfterMs)
            .Bind(7, settings.RetentionMs)
            .Bind(8, settings.RetentionBytes)
            .Run();
        for (int index = 0; index < row.Partitions; index++)
            fences.Insert(new PartitionId(row.Id, index));
        return row;
    }

    public TopicRow? UpdateTopic(int id, TopicSettings settings, long version)
    {
        if (Number("catalogue") != version || FindTopic(topicById.Bind(1, id)) is not { } row)
            return null;
        Raise("catalogue");
        updateTopic
            .Bind(1, id)
            .Bind(2, settings.PurgeAfterMs)
            .Bind(3, settings.RetentionMs)
            .Bind(4, settings.RetentionBytes)
            .Run();
        return row with { Settings = settings };
    }

    public bool DeleteTopic(int id)
    {
        if (FindTopic(topicById.Bind(1, id)) is null)
            return false;
        Raise("catalogue");
        database.Execute($"DELETE FROM topic WHERE id={id}");
        database.Execute($"DELETE FROM topic_group WHERE topic={id}");
        database.Execute($"DELETE FROM partition WHERE topic={id}");
        database.Execute($"INSERT INTO topic_deleted VALUES({id})");
        return true;
    }

    public GroupRow? EnsureGroup(int topic, string name, EncodedPolicy policy)
    {
        if (FindTopic(topicById.Bind(1, topic)) is null)
            return null;
        if (FindGroup(groupByName.Bind(1, topic).Bind(2, name)) is { } known)
            return known;
        GroupRow row = new((int)Raise("last_group"), topic, name, policy);
        Raise("catalogue");
        insertGroup.Bind(1, row.Id).Bind(2, topic).Bind(3, name).BindCopy(4, policy.Bytes.Span).Run();
        return row;
    }

    public GroupRow? UpdateGroup(int id, EncodedPolicy policy, long version)
    {
        if (Number("catalogue") != version || FindGroup(groupById.Bind(1, id)) is not { } row)
            return null;
        Raise("catalogue");
        updateGroup.Bind(1, id).BindCopy(2, policy.Bytes.Span).Run();
        return row with { Policy = policy };
    }

    public bool DeleteGroup(int id, long version)
    {
        if (Number("catalogue") != version || FindGroup(groupById.Bind(1, id)) is null)
            return false;
        Raise("catalogue");
        database.Execute($"DELETE FROM topic_group WHERE id={id}");
        return true;
    }

    private List<TopicRow> ReadTopics()
    {
        List<TopicRow> topics = [];
        using Statement all = new(database, $"SELECT {TopicColumns} FROM topic ORDER BY id");
        while (all.Step())
            topics.Add(TopicOf(all));
        return topics;
    }

    private List<GroupRow> ReadGroups()
    {
        List<GroupRow> groups = [];
        using Statement all = new(database, $"SELECT {GroupColumns} FROM topic_group ORDER BY id");
        while (all.Step())
            groups.Add(GroupOf(all));
        return groups;
    }

    private static TopicRow? FindTopic(Statement bound)
    {
        TopicRow? row = bound.Step() ? TopicOf(bound) : null;
        bound.Reset();
        return row;
    }

    private static GroupRow? FindGroup(Statement bound)
    {
        GroupRow? row = bound.Step() ? GroupOf(bound) : null;
        bound.Reset();
        return row;
    }

    private static TopicRow TopicOf(Statement row) => new(
        row.Int(0),
        row.Text(1),
        row.Int(2),
        (TopicKind)row.Int(3),
        row.Long(4),
        new TopicSettings(row.Long(5), row.Long(6), row.Long(7)));

    private static GroupRow GroupOf(Statement row) =>
        new(row.Int(0), row.Int(1), row.Text(2), new EncodedPolicy(row.Blob(3).ToArray()));

    private long Number(string column)
    {
        using Statement read = new(database, $"SELECT {column} FROM meta");
        read.Step();
        return read.Long(0);
    }

    private long Raise(string column)
    {
        database.Execute($"UPDATE meta SET {column}={column}+1");
        return Number(column);
    }
}
