using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal.Tests;

/// <summary>What every journal must do with the rows of topics and groups.</summary>
public abstract class CatalogueContract : IDisposable
{
    private static readonly TopicSettings Short = new(1, 5000, 7 << 20);
    private static readonly EncodedPolicy Policy = new(new byte[] { 1, 0, 255 });

    private readonly JournalDriver driver;

    protected CatalogueContract(IJournal journal) => driver = new JournalDriver(journal);

    private long Version => driver.Journal.ReadCatalogue().Version;

    /// <summary>Closes the journal and opens what it has left.</summary>
    protected abstract IJournal Reopen(IJournal journal);

    public virtual void Dispose()
    {
        driver.Journal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_topic_has_the_settings_that_it_was_created_with()
    {
        NewTopic topic = new("t", 1, TopicKind.Log, 5, Short);
        TopicRow row = driver.Journal.CreateTopic(topic, Version)!.Value;
        Assert.Equal(Short, row.Settings);
        driver.NewTopic("plain", 1);
        driver.Journal = Reopen(driver.Journal);
        Assert.Equal([Short, TopicSettings.Default], driver.Journal.ReadCatalogue().Topics.Select(t => t.Settings));
    }

    [Fact]
    public void Settings_change_by_compare_and_set()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        driver.NewTopic("other", 1);
        CatalogueRows before = driver.Journal.ReadCatalogue();

        Assert.Null(driver.Journal.UpdateTopic(p.Topic, Short, before.Version - 1));
        Assert.Null(driver.Journal.UpdateTopic(99, Short, before.Version));
        Assert.Equal(before.Topics, driver.Journal.ReadCatalogue().Topics);
        Assert.Equal(before.Version, Version);

        TopicRow expected = before.Topics[0] with { Settings = Short };
        Assert.Equal(expected, driver.Journal.UpdateTopic(p.Topic, Short, before.Version));
        Assert.True(Version > before.Version);
        Assert.Null(driver.Journal.UpdateTopic(p.Topic, TopicSettings.Default, before.Version));
        driver.Journal = Reopen(driver.Journal);
        Assert.Equal([expected, before.Topics[1]], driver.Journal.ReadCatalogue().Topics);
    }

    [Fact]
    public void A_group_keeps_the_policy_that_it_began_with()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        GroupRow row = driver.Journal.EnsureGroup(p.Topic, "g", Policy)!.Value;
        Assert.Equal(new GroupRow(row.Id, p.Topic, "g", Policy), row);
        Assert.Equal(row, driver.Journal.EnsureGroup(p.Topic, "g"));
        Assert.Equal(default, driver.Journal.EnsureGroup(p.Topic, "plain")!.Value.Policy);
        driver.Journal = Reopen(driver.Journal);
        Assert.Equal([Policy, default], driver.Journal.ReadCatalogue().Groups.Select(group => group.Policy));
    }

    [Fact]
    public void A_policy_changes_by_compare_and_set()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        GroupRow row = driver.Journal.EnsureGroup(p.Topic, "g")!.Value;
        GroupRow other = driver.Journal.EnsureGroup(p.Topic, "h", Policy)!.Value;
        long version = Version;

        Assert.Null(driver.Journal.UpdateGroup(row.Id, Policy, version - 1));
        Assert.Null(driver.Journal.UpdateGroup(99, Policy, version));
        Assert.Equal([row, other], driver.Journal.ReadCatalogue().Groups);
        Assert.Equal(version, Version);

        Assert.Equal(row with { Policy = Policy }, driver.Journal.UpdateGroup(row.Id, Policy, version));
        Assert.True(Version > version);
        Assert.Equal(other with { Policy = default }, driver.Journal.UpdateGroup(other.Id, default, Version));
        driver.Journal = Reopen(driver.Journal);
        Assert.Equal([Policy, default], driver.Journal.ReadCatalogue().Groups.Select(group => group.Policy));
    }

    [Fact]
    public void A_deleted_group_is_gone_and_its_id_never_given_again()
    {
        PartitionId p = driver.NewTopic("t", 1)[0];
        GroupRow row = driver.Journal.EnsureGroup(p.Topic, "g", Policy)!.Value;
        GroupRow other = driver.Journal.EnsureGroup(p.Topic, "h")!.Value;
        long version = Version;
        Assert.False(driver.Journal.DeleteGroup(other.Id, version - 1));
        Assert.False(driver.Journal.DeleteGroup(99, version));
        Assert.Equal(version, Version);

        Assert.True(driver.Journal.DeleteGroup(other.Id, version));

        Assert.True(Version > version);
        Assert.Equal([row], driver.Journal.ReadCatalogue().Groups);
        Assert.False(driver.Journal.DeleteGroup(other.Id, Version));
        Assert.Null(driver.Journal.UpdateGroup(other.Id, Policy, Version));
        driver.Journal = Reopen(driver.Journal);
        Assert.True(driver.Journal.EnsureGroup(p.Topic, "h")!.Value.Id > other.Id);
    }
}
