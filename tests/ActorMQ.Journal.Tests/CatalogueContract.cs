using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>What every journal must do with the rows of topics and groups.</summary>
public abstract class CatalogueContract(JournalSource source) : JournalStage(source)
{
    private static readonly TopicSettings Short = new(1, 5000, 7 << 20);
    private static readonly EncodedPolicy Policy = new(new byte[] { 1, 0, 255 });

    private long Version => Driver.Journal.ReadCatalogue().Version;

    [Fact]
    public void A_topic_has_the_settings_that_it_was_created_with()
    {
        NewTopic topic = new("t", 1, TopicKind.Log, 5, Short);
        TopicRow row = Driver.Journal.CreateTopic(topic, Version)!.Value;
        Assert.Equal(Short, row.Settings);
        Driver.NewTopic("plain", 1);
        Reopen();
        Assert.Equal([Short, TopicSettings.Default], Driver.Journal.ReadCatalogue().Topics.Select(t => t.Settings));
    }

    [Fact]
    public void Settings_change_by_compare_and_set()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        Driver.NewTopic("other", 1);
        CatalogueRows before = Driver.Journal.ReadCatalogue();

        Assert.Null(Driver.Journal.UpdateTopic(p.Topic, Short, before.Version - 1));
        Assert.Null(Driver.Journal.UpdateTopic(99, Short, before.Version));
        Assert.Equal(before.Topics, Driver.Journal.ReadCatalogue().Topics);
        Assert.Equal(before.Version, Version);

        TopicRow expected = before.Topics[0] with { Settings = Short };
        Assert.Equal(expected, Driver.Journal.UpdateTopic(p.Topic, Short, before.Version));
        Assert.True(Version > before.Version);
        Assert.Null(Driver.Journal.UpdateTopic(p.Topic, TopicSettings.Default, before.Version));
        Reopen();
        Assert.Equal([expected, before.Topics[1]], Driver.Journal.ReadCatalogue().Topics);
    }

    [Fact]
    public void A_group_keeps_the_policy_that_it_began_with()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        GroupRow row = Driver.Journal.EnsureGroup(p.Topic, "g", Policy)!.Value;
        Assert.Equal(new GroupRow(row.Id, p.Topic, "g", Policy), row);
        Assert.Equal(row, Driver.Journal.EnsureGroup(p.Topic, "g"));
        Assert.Equal(default, Driver.Journal.EnsureGroup(p.Topic, "plain")!.Value.Policy);
        Reopen();
        Assert.Equal([Policy, default], Driver.Journal.ReadCatalogue().Groups.Select(group => group.Policy));
    }

    [Fact]
    public void A_policy_changes_by_compare_and_set()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        GroupRow row = Driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        GroupRow other = Driver.Journal.EnsureGroup(p.Topic, "h", Policy)!.Value;
        long version = Version;

        Assert.Null(Driver.Journal.UpdateGroup(row.Id, Policy, version - 1));
        Assert.Null(Driver.Journal.UpdateGroup(99, Policy, version));
        Assert.Equal([row, other], Driver.Journal.ReadCatalogue().Groups);
        Assert.Equal(version, Version);

        Assert.Equal(row with { Policy = Policy }, Driver.Journal.UpdateGroup(row.Id, Policy, version));
        Assert.True(Version > version);
        Assert.Equal(other with { Policy = default }, Driver.Journal.UpdateGroup(other.Id, default, Version));
        Reopen();
        Assert.Equal([Policy, default], Driver.Journal.ReadCatalogue().Groups.Select(group => group.Policy));
    }

    [Fact]
    public void A_deleted_group_is_gone_and_its_id_never_given_again()
    {
        PartitionId p = Driver.NewTopic("t", 1)[0];
        GroupRow row = Driver.Journal.EnsureGroup(p.Topic, "g", Policy)!.Value;
        GroupRow other = Driver.Journal.EnsureGroup(p.Topic, "h")!.Value;
        long version = Version;
        Assert.False(Driver.Journal.DeleteGroup(other.Id, version - 1));
        Assert.False(Driver.Journal.DeleteGroup(99, version));
        Assert.Equal(version, Version);

        Assert.True(Driver.Journal.DeleteGroup(other.Id, version));

        Assert.True(Version > version);
        Assert.Equal([row], Driver.Journal.ReadCatalogue().Groups);
        Assert.False(Driver.Journal.DeleteGroup(other.Id, Version));
        Assert.Null(Driver.Journal.UpdateGroup(other.Id, Policy, Version));
        Reopen();
        Assert.True(Driver.Journal.EnsureGroup(p.Topic, "h")!.Value.Id > other.Id);
    }
}
