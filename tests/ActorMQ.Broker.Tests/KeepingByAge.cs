using ActorMQ.Core.Groups;
using ActorMQ.Core.Topics;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using TopicKind = ActorMQ.Core.Topics.TopicKind;

namespace ActorMQ.Broker.Tests;

public sealed class KeepingByAge
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Theory]
    [InlineData(TopicKind.Log)]
    [InlineData(TopicKind.Queue)]
    public void What_is_too_old_goes_from_a_log_and_from_a_queue_without_a_group(TopicKind kind)
    {
        SeededNode node = Node(kind, new TopicSettings(RetentionMs: 60_000));
        Assert.Equal(0, First(node));
        node.Runtime.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, First(node));
        node.Until(() => First(node) == 2);
        WireClient late = node.Connect();
        late.Subscribe("orders", "late");
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(late.Deliveries);
        Assert.Equal(0, node.Describe("orders").Partitions.Single().Groups.Single().Lag);
    }

    [Fact]
    public void A_queue_keeps_what_is_settled_for_as_long_as_its_topic_says()
    {
        SeededNode node = Node(TopicKind.Queue, new TopicSettings(PurgeAfterMs: 60_000));
        WireClient client = node.Connect();
        client.AcksAtOnce = true;
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 2);
        node.Runtime.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, First(node));
        node.Until(() => First(node) == 2);
    }

    [Fact]
    public void Settings_that_change_hold_from_then_on()
    {
        SeededNode node = Node(TopicKind.Log, new TopicSettings(RetentionMs: 0));
        node.Runtime.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, First(node));
        node.Runtime.Run(async () =>
            Assert.True((await node.Node.UpdateTopicAsync("orders", new TopicSettings(RetentionMs: 1_000))).IsOk));
        node.Until(() => First(node) == 2);
    }

    [Fact]
    public void A_group_that_is_made_again_begins_where_records_are()
    {
        SeededNode node = Node(TopicKind.Queue, TopicSettings.Default);
        WireClient client = node.Connect();
        client.AcksAtOnce = true;
        client.Subscribe("orders", "billing");
        node.Until(() => First(node) == 2);
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        node.Runtime.Run(async () => Assert.True((await node.Node.DeleteGroupAsync("orders", "billing")).IsOk));
        node.Until(() => client.Closed != Protocol.CloseReason.None);
        node.Connect().Subscribe("orders", "billing");
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, node.Describe("orders").Partitions.Single().Groups.Single().Floor);
    }

    [Fact]
    public void A_consumer_that_waits_to_take_part_is_told_that_its_group_is_deleted()
    {
        SeededNode node = Node(TopicKind.Queue, TopicSettings.Default);
        WireClient client = node.Connect();
        node.Runtime.Run(async () =>
        {
            client.Subscribe("orders", "billing");
            Assert.True((await node.Node.PutGroupAsync("orders", "billing", GroupPolicy.Default)).IsOk);
            Assert.True((await node.Node.DeleteGroupAsync("orders", "billing")).IsOk);
        });
        node.Until(() => client.Closed != Protocol.CloseReason.None);
        Assert.Empty(node.Describe("orders").Partitions.Single().Groups);
    }

    private static SeededNode Node(TopicKind kind, TopicSettings settings)
    {
        var node = new SeededNode();
        node.Start();
        int topic = 0;
        node.Runtime.Run(async () =>
            topic = (await node.Node.CreateTopicAsync("orders", 1, kind, settings)).Value!.Summary.Id);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b")));
        return node;
    }

    private static long First(SeededNode node) => node.Describe("orders").Partitions.Single().FirstOffset;
}
