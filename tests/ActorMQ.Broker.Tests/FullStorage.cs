using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class FullStorage
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Sends_are_refused_and_settlements_go_on_until_there_is_space_again()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (node, topic, client) = WithStored(seed);
            node.Journal.IsFull = true;
            Assert.Equal(ErrorCode.StorageFull, Send(node, client, topic, 3, "d").Error?.Code);
            client.Subscribe("orders", "billing");
            node.Until(() => client.Deliveries.Count == 3);
            Received first = client.Deliveries[0];
            Received second = client.Deliveries[1];
            Received third = client.Deliveries[2];
            Assert.Equal(ErrorCode.StorageFull, Send(node, client, topic, 3, "d").Error?.Code);
            Assert.Equal(ErrorCode.StorageFull, Send(node, client, topic, 3, "d").Error?.Code);
            Assert.Null(node.Answer<Settled>(client, Settle(client, first, SettleKind.Ack)).Error);
            Assert.Null(node.Answer<Settled>(client, Settle(client, second, SettleKind.Ack)).Error);
            Assert.Null(node.Answer<Settled>(client, client.Nack(third, delayMs: 0)).Error);
            Assert.True(Send(node, client, topic, 0, "a", "b", "c").Duplicate);
            node.Until(() => client.Deliveries.Count == 4);
            Assert.Equal(("c", 2), (client.Deliveries[3].Body, client.Deliveries[3].Attempt));
            Assert.Equal(1, LagOf(node));

            node.Journal.IsFull = false;
            node.Runtime.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal((SendStatus.Ok, 3L), Told(Send(node, client, topic, 3, "d")));
        }
    }

    [Fact]
    public void A_partition_that_meets_no_space_at_all_serves_again_with_what_it_had()
    {
        var (node, topic, client) = WithStored();
        node.Journal.IsFull = true;
        Assert.Equal(ErrorCode.StorageFull, Send(node, client, topic, 3, "d").Error?.Code);
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 3);
        Assert.Equal(["a", "b", "c"], client.Deliveries.Select(static one => one.Body));
    }

    [Fact]
    public void A_settlement_in_an_append_that_finds_no_space_is_to_be_sent_again()
    {
        var (node, topic, client) = WithStored();
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 3);
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        node.Journal.IsFull = true;
        uint settled = client.Settle(client.Deliveries[0], SettleKind.Ack, wantReply: true);
        uint sent = client.Send(topic, 0, SeededNode.Batch(Producer, 3, "d"));
        Assert.Equal(ErrorCode.StorageFull, node.Answer<SendReply>(client, sent).Error?.Code);
        // Whether both were in one append is a matter of turns; StorageFull would say that it is of no use.
        ErrorCode? told = node.Answer<Settled>(client, settled).Error?.Code;
        Assert.True(told is null or ErrorCode.StoreUnavailable, $"{told}");
    }

    [Fact]
    public void A_node_that_finds_no_space_at_its_start_refuses_at_once_and_looks_for_space()
    {
        var (node, topic, _) = WithStored();
        node.Journal.IsFull = true;
        node.Kill();
        WireClient client = node.Connect();
        Assert.Equal(ErrorCode.StorageFull, Send(node, client, topic, 3, "d").Error?.Code);
        node.Journal.IsFull = false;
        node.Runtime.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((SendStatus.Ok, 3L), Told(Send(node, client, topic, 3, "d")));
    }

    [Fact]
    public void Dead_letters_wait_for_space()
    {
        var (node, _, client) = WithStored();
        client.Rejects = static _ => true;
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 3 && LagOf(node) == 0);
        int topic = node.Describe("orders").Summary.Id;
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 3, "d")));
        node.Until(() => client.Deliveries.Count == 4);
        node.Journal.IsFull = true;
        node.Runtime.Advance(TimeSpan.FromMinutes(1));
        node.Journal.IsFull = false;
        node.Until(() => LagOf(node) == 0);
        Assert.Equal(4, node.Describe("dlq.orders.billing").Partitions.Single().NextOffset);
    }

    private static uint Settle(WireClient client, in Received one, SettleKind kind) =>
        client.Settle(one, WireClient.RangeOf(one, kind));

    private static SendReply Send(
        SeededNode node, WireClient client, int topic, long sequence, params string[] bodies) =>
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, sequence, bodies)));

    private static (SendStatus Status, long Offset) Told(SendReply reply) => (reply.Status, reply.BaseOffset);

    private static long LagOf(SeededNode node) => node.Describe("orders").Partitions.Single().Groups.Single().Lag;

    private static (SeededNode Node, int Topic, WireClient Client) WithStored(ulong seed = 1)
    {
        var node = new SeededNode(seed);
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        Assert.Equal((SendStatus.Ok, 0L), Told(Send(node, client, topic, 0, "a", "b", "c")));
        return (node, topic, client);
    }
}
