using ActorMQ.Core.Topics;

namespace ActorMQ.Core.Tests;

public sealed class CatalogueTests
{
    private static readonly Topic Orders = new(7, "orders", 8, TopicKind.Queue, CreatedMs: 5);
    private readonly Catalogue _catalogue = new();

    [Fact]
    public void A_topic_is_decided_then_stored_then_there()
    {
        var decision = _catalogue.Decide(new CreateTopic("orders"));
        Assert.Equal((CatalogueVerdict.Store, 0), (decision.Verdict, decision.ExpectedVersion));
        Assert.Empty(_catalogue.Topics);

        _catalogue.Apply(new TopicCreated(Orders, Version: 1));
        Assert.True(_catalogue.TryGetTopic("orders", out var byName) && _catalogue.TryGetTopic(7, out _));
        Assert.Equal((Orders, 1), (byName, _catalogue.Version));
    }

    [Fact]
    public void A_taken_name_is_refused_and_the_topic_told()
    {
        _catalogue.Apply(new TopicCreated(Orders, 1));
        var decision = _catalogue.Decide(new CreateTopic("orders", 3));
        Assert.Equal((CatalogueVerdict.Refused, RefusalCode.TopicExists), (decision.Verdict, decision.Refusal.Code));
        Assert.Equal(Orders, decision.Topic);
    }

    [Theory]
    [InlineData("a b", 8, TopicKind.Queue, RefusalCode.InvalidName, "topic")]
    [InlineData("a", 0, TopicKind.Queue, RefusalCode.InvalidPartitionCount, "partitions")]
    [InlineData("a", Limits.PartitionsMax + 1, TopicKind.Queue, RefusalCode.InvalidPartitionCount, "partitions")]
    [InlineData("a", 8, (TopicKind)9, RefusalCode.InvalidTopicKind, "kind")]
    public void A_bad_topic_is_refused_by_field(
        string name, int partitions, TopicKind kind, RefusalCode code, string field)
    {
        var decision = _catalogue.Decide(new CreateTopic(name, partitions, kind));
        Assert.Equal(CatalogueVerdict.Refused, decision.Verdict);
        Assert.Equal((code, field), (decision.Refusal.Code, decision.Refusal.Field));
    }

    [Fact]
    public void The_numbers_at_the_limits_are_accepted()
    {
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(new CreateTopic("a", 1)).Verdict);
        var largest = new CreateTopic("a", Limits.PartitionsMax, TopicKind.Log);
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(largest).Verdict);
    }

    [Fact]
    public void A_group_is_stored_once()
    {
        _catalogue.Apply(new TopicCreated(Orders, 1));
        var wanted = new EnsureGroup("orders", "billing");
        var fresh = _catalogue.Decide(wanted);
        Assert.Equal((CatalogueVerdict.Store, Orders), (fresh.Verdict, fresh.Topic));

        var billing = new TopicGroup(3, Orders.Id, "billing");
        _catalogue.Apply(new GroupCreated(billing, 2));
        var again = _catalogue.Decide(wanted);
        Assert.Equal((CatalogueVerdict.AlreadySo, billing), (again.Verdict, again.Group));
        Assert.Equal([billing], _catalogue.GroupsOf(Orders.Id));
    }

    [Theory]
    [InlineData("orders", "a b", RefusalCode.InvalidName)]
    [InlineData("a b", "billing", RefusalCode.InvalidName)]
    [InlineData("other", "billing", RefusalCode.UnknownTopic)]
    public void A_bad_group_is_refused(string topic, string name, RefusalCode code)
    {
        _catalogue.Apply(new TopicCreated(Orders, 1));
        Assert.Equal(code, _catalogue.Decide(new EnsureGroup(topic, name)).Refusal.Code);
    }

    [Fact]
    public void A_deleted_topic_takes_its_groups_along_and_frees_its_name()
    {
        _catalogue.Apply(new TopicCreated(Orders, 1));
        _catalogue.Apply(new GroupCreated(new TopicGroup(3, Orders.Id, "billing"), 2));
        Assert.Equal(Orders, _catalogue.Decide(new DeleteTopic("orders")).Topic);
        _catalogue.Apply(new TopicDeleted(Orders.Id, 3));

        Assert.Equal(RefusalCode.UnknownTopic, _catalogue.Decide(new DeleteTopic("orders")).Refusal.Code);
        Assert.Empty(_catalogue.GroupsOf(Orders.Id));
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(new CreateTopic("orders")).Verdict);
    }

    [Fact]
    public void Full_caps_are_refused()
    {
        var topics = Enumerable.Range(0, Limits.TopicsMax).Select(id => new Topic(id, $"t{id}", 1, TopicKind.Queue, 0));
        var groups = Enumerable.Range(0, Limits.GroupsMax).Select(id => new TopicGroup(id, 0, $"g{id}"));
        var full = new Catalogue(9, topics, groups);

        Assert.Equal(RefusalCode.TooManyTopics, full.Decide(new CreateTopic("one-more")).Refusal.Code);
        Assert.Equal(RefusalCode.TooManyGroups, full.Decide(new EnsureGroup("t0", "one-more")).Refusal.Code);
        Assert.Equal(CatalogueVerdict.AlreadySo, full.Decide(new EnsureGroup("t0", "g5")).Verdict);
        Assert.Equal(CatalogueVerdict.Store, full.Decide(new EnsureGroup("t1", "g5")).Verdict);
    }

    [Fact]
    public void A_version_never_comes_twice()
    {
        _catalogue.Apply(new TopicCreated(Orders, 4));
        Assert.Throws<InvariantException>(() => _catalogue.Apply(new TopicDeleted(Orders.Id, 4)));
    }
}
