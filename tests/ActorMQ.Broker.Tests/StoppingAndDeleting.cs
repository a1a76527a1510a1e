using ActorMQ.Client;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using TopicKind = ActorMQ.Core.Topics.TopicKind;

namespace ActorMQ.Broker.Tests;

public sealed class StoppingAndDeleting
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Acks_that_wait_for_an_append_are_stored_before_an_orderly_end()
    {
        var node = new SeededNode(options: new BrokerOptions { SettlementDelay = TimeSpan.FromHours(1) });
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.AcksAtOnce = true;
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 2);
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        node.Restart();
        Assert.Equal(0, node.Describe("orders").Partitions.Single().Groups.Single().Lag);
    }

    [Fact]
    public void Who_greets_a_node_that_is_ending_is_told_so()
    {
        int told = 0;
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            var client = new WireClient(SeededNode.Endpoint, node.Transport);
            node.Runtime.Run(async () =>
            {
                client.Open();
                await node.Node.StopAsync();
            });
            node.Runtime.Advance(TimeSpan.FromSeconds(1));
            told += client.Errors.Any(error => error.Code == ErrorCode.ShuttingDown) ? 1 : 0;
        }

        Assert.NotEqual(0, told);
    }

    [Fact]
    public void A_deleted_topic_is_gone_for_senders_and_its_consumers_are_told()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 2);
        WireClient client = node.Connect();
        client.Subscribe("orders", "billing");
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a")));
        node.Runtime.Run(async () => Assert.True((await node.Node.DeleteTopicAsync("orders")).IsOk));
        node.Until(() => client.Closed != CloseReason.None);
        Assert.Contains(client.Errors, error => error.Code == ErrorCode.UnknownTopic);

        WireClient again = node.Connect();
        uint sent = again.Send(topic, 0, SeededNode.Batch(Producer, 1, "b"));
        Assert.Equal(ErrorCode.UnknownPartition, node.Answer<SendReply>(again, sent).Error.Code);
        Assert.Empty(node.Journal.ReadCatalogue().Topics);
    }

    [Fact]
    public void A_topic_of_the_same_name_begins_anew()
    {
        var node = new SeededNode();
        node.Start();
        int first = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(first, 0, SeededNode.Batch(Producer, 0, "a")));
        node.Runtime.Run(async () => await node.Node.DeleteTopicAsync("orders"));
        int second = node.CreateTopic("orders", 1);
        Assert.NotEqual(first, second);
        Assert.Equal(0, node.Describe("orders").Partitions.Single().NextOffset);
    }

    [Theory]
    [InlineData("", 1, "topic")]
    [InlineData("a b", 1, "topic")]
    [InlineData("orders", 0, "partitions")]
    [InlineData("orders", 1_025, "partitions")]
    public void A_topic_that_breaks_a_rule_is_refused_with_the_field(string name, int partitions, string field)
    {
        var node = new SeededNode();
        node.Start();
        node.Runtime.Run(async () =>
        {
            AdminResult<ActorMQ.Broker.TopicDescription> refused =
                await node.Node.CreateTopicAsync(name, partitions, TopicKind.Queue);
            Assert.Equal(field, refused.Problem?.Field);
        });
    }

    [Fact]
    public void Sends_fail_at_their_deadline_when_the_node_stays_away()
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 2);
        node.Runtime.Run(async () =>
        {
            await using ActorMQClient client =
                await ActorMQClient.ConnectOverAsync(node.Runtime, node.Transport, SeededNode.Endpoint);
            await using Producer producer = client.Producer(
                "orders", new ProducerOptions { DeliveryTimeout = TimeSpan.FromSeconds(30) });
            for (int number = 0; number < 10; number++)
                await producer.SendAsync("before"u8.ToArray());
            ValueTask<SendReceipt> underWay = producer.SendAsync("under way"u8.ToArray());
            await node.Node.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(20), node.Runtime.Time);
            ValueTask<SendReceipt> later = producer.SendAsync("later"u8.ToArray());
            TimeSpan begun = node.Runtime.Clock.Now;
            await Task.WhenAny(underWay.AsTask());
            await Assert.ThrowsAsync<ActorMQException>(async () => await later);
            Assert.InRange(node.Runtime.Clock.Now - begun, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(60));
        }, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void A_fenced_partition_is_left_to_its_new_owner_until_the_node_starts_again()
    {
        var node = new SeededNode();
        node.Start();
        var id = new Core.PartitionId(node.CreateTopic("orders", 1), 0);
        Journal.AcquiredPartition taken = default;
        node.Runtime.Run(async () =>
        {
            await using ActorMQClient client =
                await ActorMQClient.ConnectOverAsync(node.Runtime, node.Transport, SeededNode.Endpoint);
            await using Producer producer = client.Producer("orders");
            Assert.Equal(0, (await producer.SendAsync("a"u8.ToArray())).Offset);
            taken = node.Journal.Acquire([id], new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))[0];
            Task<SendReceipt> sent = producer.SendAsync("b"u8.ToArray()).AsTask();
            await Task.Delay(TimeSpan.FromMinutes(1), node.Runtime.Time);
            Assert.False(sent.IsCompleted);
        });
        Assert.Empty(node.Describe("orders").Partitions);
        Assert.NotNull(node.Journal.Reacquire(id, taken.Ownership, new Guid(2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
        node.Restart();
        Assert.Equal(1, node.Describe("orders").Partitions.Single().NextOffset);
    }
}
