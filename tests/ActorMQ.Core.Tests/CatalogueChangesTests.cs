using ActorMQ.Core.Topics;

namespace ActorMQ.Core.Tests;

/// <summary>What may be changed of a topic and a group that are there.</summary>
public sealed class CatalogueChangesTests
{
    private static readonly Topic Orders = new(7, "orders", 8, TopicKind.Log, CreatedMs: 5);
    private static readonly TopicGroup Billing = new(3, 7, "billing", new EncodedPolicy(new byte[] { 1, 2 }));
    private static readonly TopicSettings Short = new(RetentionMs: 5000);
    private static readonly EncodedPolicy Policy = new(new byte[] { 9 });

    private readonly Catalogue _catalogue = new(4, [Orders], [Billing, new TopicGroup(4, 7, "mail")]);

    [Fact]
    public void Settings_are_decided_then_stored_then_there()
    {
        var decision = _catalogue.Decide(new UpdateTopic("orders", Short));
        Assert.Equal(
            (CatalogueVerdict.Store, 4, Orders), (decision.Verdict, decision.ExpectedVersion, decision.Topic));
        Assert.Equal(TopicSettings.Default, decision.Topic!.Settings);

        _catalogue.Apply(new TopicUpdated(Orders with { Settings = Short }, 5));

        Assert.True(_catalogue.TryGetTopic("orders", out var byName) && _catalogue.TryGetTopic(7, out _));
        Assert.Equal(Short, byName.Settings);
        Assert.Equal(Short, Assert.Single(_catalogue.Topics).Settings);
        Assert.Equal(2, _catalogue.GroupsOf(7).Count);
        Assert.Equal(CatalogueVerdict.AlreadySo, _catalogue.Decide(new UpdateTopic("orders", Short)).Verdict);
    }

    [Fact]
    public void Bad_settings_are_refused_at_creation_and_later()
    {
        var bad = new TopicSettings(PurgeAfterMs: -1);
        Assert.Equal(RefusalCode.InvalidTopicSetting, _catalogue.Decide(new UpdateTopic("orders", bad)).Refusal.Code);
        var created = _catalogue.Decide(new CreateTopic("new", Settings: bad));
        Assert.Equal((RefusalCode.InvalidTopicSetting, "purgeAfterMs"), (created.Refusal.Code, created.Refusal.Field));
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(new CreateTopic("new", Settings: Short)).Verdict);
    }

    [Theory]
    [InlineData("other", RefusalCode.UnknownTopic)]
    [InlineData("a b", RefusalCode.InvalidName)]
    public void Settings_of_a_topic_that_is_not_there_are_refused(string name, RefusalCode code) =>
        Assert.Equal(code, _catalogue.Decide(new UpdateTopic(name, Short)).Refusal.Code);

    [Fact]
    public void A_policy_is_decided_then_stored_then_there()
    {
        var decision = _catalogue.Decide(new PutGroup("orders", "billing", Policy));
        Assert.Equal((CatalogueVerdict.Store, Billing), (decision.Verdict, decision.Group));

        _catalogue.Apply(new GroupUpdated(Billing with { Policy = Policy }, 5));

        Assert.True(_catalogue.TryGetGroup(7, "billing", out var group));
        Assert.Equal(Policy, group.Policy);
        var same = new EncodedPolicy(new byte[] { 9 });
        var again = _catalogue.Decide(new PutGroup("orders", "billing", same));
        Assert.Equal((CatalogueVerdict.AlreadySo, group), (again.Verdict, again.Group));
        Assert.Equal(["billing", "mail"], _catalogue.GroupsOf(7).Select(one => one.Name));
    }

    [Fact]
    public void A_deleted_group_is_gone_and_its_name_free()
    {
        Assert.Equal(Billing, _catalogue.Decide(new DeleteGroup("orders", "billing")).Group);
        _catalogue.Apply(new GroupDeleted(7, 3, 5));

        Assert.Equal(["mail"], _catalogue.GroupsOf(7).Select(one => one.Name));
        Assert.Equal(
            RefusalCode.UnknownGroupName, _catalogue.Decide(new DeleteGroup("orders", "billing")).Refusal.Code);
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(new EnsureGroup("orders", "billing")).Verdict);
        Assert.Throws<InvariantException>(() => _catalogue.Apply(new GroupDeleted(7, 3, 6)));
    }

    [Theory]
    [InlineData("orders", "none", RefusalCode.UnknownGroupName, "group")]
    [InlineData("orders", "a b", RefusalCode.InvalidName, "group")]
    [InlineData("other", "billing", RefusalCode.UnknownTopic, "topic")]
    [InlineData("a b", "billing", RefusalCode.InvalidName, "topic")]
    public void A_group_that_is_not_there_is_not_deleted(string topic, string name, RefusalCode code, string field)
    {
        var decision = _catalogue.Decide(new DeleteGroup(topic, name));
        Assert.Equal(
            (CatalogueVerdict.Refused, code, field),
            (decision.Verdict, decision.Refusal.Code, decision.Refusal.Field));
        if (code == RefusalCode.UnknownGroupName)
            return;
        Assert.Equal(decision.Refusal.Code, _catalogue.Decide(new PutGroup(topic, name, Policy)).Refusal.Code);
    }

    [Fact]
    public void A_policy_for_a_group_that_is_not_there_makes_the_group()
    {
        var decision = _catalogue.Decide(new PutGroup("orders", "fresh", Policy));
        Assert.Equal((CatalogueVerdict.Store, null), (decision.Verdict, decision.Group));
        Assert.Equal(7, decision.Topic!.Id);
    }

    [Fact]
    public void The_group_that_keeps_dead_letters_is_for_nodes_alone()
    {
        foreach (var refusal in new[]
        {
            _catalogue.Decide(new EnsureGroup("orders", Names.RedriveGroup)).Refusal,
            _catalogue.Decide(new PutGroup("orders", Names.RedriveGroup, default)).Refusal,
        })
            Assert.Equal((RefusalCode.ReservedName, "group"), (refusal.Code, refusal.Field));

        var ofNode = new EnsureGroup("orders", Names.RedriveGroup) { IsForNode = true };
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(ofNode).Verdict);
        _catalogue.Apply(new GroupCreated(new TopicGroup(9, 7, Names.RedriveGroup), 5));
        Assert.Equal(CatalogueVerdict.AlreadySo, _catalogue.Decide(ofNode).Verdict);
        Assert.Equal(
            RefusalCode.ReservedName, _catalogue.Decide(new EnsureGroup("orders", Names.RedriveGroup)).Refusal.Code);
        Assert.Equal(9, _catalogue.Decide(new DeleteGroup("orders", Names.RedriveGroup)).Group!.Id);
    }

    [Fact]
    public void A_policy_that_is_too_long_is_refused_by_its_limit()
    {
        var large = new EncodedPolicy(new byte[Limits.PolicyBytesMax + 1]);
        foreach (var refusal in new[]
        {
            _catalogue.Decide(new PutGroup("orders", "billing", large)).Refusal,
            _catalogue.Decide(new EnsureGroup("orders", "fresh", large)).Refusal,
        })
        {
            Assert.Equal((RefusalCode.PolicyTooLarge, "policy"), (refusal.Code, refusal.Field));
            Assert.Equal(Limits.PolicyBytesMax, refusal.Limit);
        }

        var largest = new EncodedPolicy(new byte[Limits.PolicyBytesMax]);
        Assert.Equal(CatalogueVerdict.Store, _catalogue.Decide(new EnsureGroup("orders", "new", largest)).Verdict);
    }

    [Fact]
    public void Policies_are_equal_when_their_bytes_are()
    {
        var policy = new EncodedPolicy(new byte[] { 1, 255 });
        Assert.True(policy == new EncodedPolicy(new byte[] { 1, 255 }) && policy != default);
        Assert.Equal("01FF", policy.ToString());
        Assert.Equal(default, new EncodedPolicy(Array.Empty<byte>()));
    }
}
