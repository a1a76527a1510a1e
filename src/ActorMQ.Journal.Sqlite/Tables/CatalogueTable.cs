using ActorMQ.Core;
using ActorMQ.Core.Topics;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>Topics and groups, and the version that every change of them raises.</summary>
internal sealed class CatalogueTable(Database database, FenceTable fences)
{
    private readonly Statement insertTopic = database.Prepare("INSERT INTO topic VALUES(?1, ?2, ?3, ?4, ?5)");
    private readonly Statement insertGroup = database.Prepare("INSERT INTO topic_group VALUES(?1, ?2, ?3)");
    private readonly Statement groupId = database.Prepare("SELECT id FROM topic_group WHERE topic=?1 AND name=?2");
    private readonly Statement topicId = database.Prepare("SELECT id FROM topic WHERE name=?1");
    private readonly Statement topicExists = database.Prepare("SELECT 1 FROM topic WHERE id=?1");

    public CatalogueRows Read() => new(Number("catalogue"), ReadTopics(), ReadGroups());

    public TopicRow? CreateTopic(in NewTopic topic, long version)
    {
        if (Number("catalogue") != version || Has(topicId.Bind(1, topic.Name)))
            return null;
        TopicRow row = new(
            (int)Raise("last_topic"), topic.Name, topic.Partitions, topic.Kind, topic.CreatedUnixMs);
        Raise("catalogue");
        insertTopic
            .Bind(1, row.Id)
            .Bind(2, row.Name)
            .Bind(3, row.Partitions)
            .Bind(4, (long)row.Kind)
            .Bind(5, row.CreatedUnixMs)
            .Run();
        for (int index = 0; index < row.Partitions; index++)
            fences.Insert(new PartitionId(row.Id, index));
        return row;
    }

    public bool DeleteTopic(int id)
    {
        if (!Has(topicExists.Bind(1, id)))
            return false;
        Raise("catalogue");
        database.Execute($"DELETE FROM topic WHERE id={id}");
        database.Execute($"DELETE FROM topic_group WHERE topic={id}");
        database.Execute($"DELETE FROM partition WHERE topic={id}");
        database.Execute($"INSERT INTO topic_deleted VALUES({id})");
        return true;
    }

    public GroupRow? EnsureGroup(int topic, string name)
    {
        if (!Has(topicExists.Bind(1, topic)))
            return null;
        if (groupId.Bind(1, topic).Bind(2, name).Step())
        {
            GroupRow known = new(groupId.Int(0), topic, name);
            groupId.Reset();
            return known;
        }

        GroupRow row = new((int)Raise("last_group"), topic, name);
        Raise("catalogue");
        insertGroup.Bind(1, row.Id).Bind(2, topic).Bind(3, name).Run();
        return row;
    }

    private List<TopicRow> ReadTopics()
    {
        List<TopicRow> topics = [];
        using Statement all = new(database, "SELECT id, name, partitions, kind, created_ms FROM topic ORDER BY id");
        while (all.Step())
            topics.Add(new TopicRow(all.Int(0), all.Text(1), all.Int(2), (TopicKind)all.Int(3), all.Long(4)));
        return topics;
    }

    private List<GroupRow> ReadGroups()
    {
        List<GroupRow> groups = [];
        using Statement all = new(database, "SELECT id, topic, name FROM topic_group ORDER BY id");
        while (all.Step())
            groups.Add(new GroupRow(all.Int(0), all.Int(1), all.Text(2)));
        return groups;
    }

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

    private static bool Has(Statement bound)
    {
        bool found = bound.Step();
        bound.Reset();
        return found;
    }
}
