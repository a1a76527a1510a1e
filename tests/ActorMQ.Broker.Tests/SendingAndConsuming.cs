using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class SendingAndConsuming
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void A_batch_gets_offsets_is_delivered_and_forgotten_after_the_ack()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();

        uint sent = client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c"));
        Assert.Equal(0, node.Answer<SendReply>(client, sent).BaseOffset);
        node.Answer<Subscribed>(client, client.Subscribe("orders", "billing"));
        node.Until(() => client.Deliveries.Count == 3);
        Assert.Equal(["a", "b", "c"], client.Deliveries.Select(delivery => delivery.Body));
        Assert.All(client.Deliveries, delivery => Assert.Equal(1, delivery.Attempt));

        uint last = 0;
        foreach (Received delivery in client.Deliveries.ToList())
            last = client.Settle(delivery, SettleKind.Ack, wantReply: true);
        Assert.True(node.Answer<Settled>(client, last).Durable);
        GroupProgress group = node.Describe("orders").Partitions.Single().Groups.Single();
        Assert.Equal(new GroupProgress("billing", 3, 0, 0), group);
    }

    [Fact]
    public void A_repeated_batch_is_answered_with_its_first_offset_and_stored_once()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();

        ReadOnlyMemory<byte> batch = SeededNode.Batch(Producer, 0, "a", "b");
        uint first = client.Send(topic, 0, batch);
        uint pending = client.Send(topic, 0, batch);
        node.Answer<SendReply>(client, pending);
        uint late = client.Send(topic, 0, batch);
        node.Answer<SendReply>(client, late);

        Assert.False(client.Reply<SendReply>(first)!.Duplicate);
        Assert.True(client.Reply<SendReply>(pending)!.Duplicate);
        Assert.True(client.Reply<SendReply>(late)!.Duplicate);
        Assert.All([first, pending, late], sent => Assert.Equal(0, client.Reply<SendReply>(sent)!.BaseOffset));
        Assert.Equal(2, node.Describe("orders").Partitions.Single().NextOffset);
    }

    [Fact]
    public void A_delivery_that_is_nacked_comes_again_with_the_next_attempt()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a"));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 1);
        client.Settle(client.Deliveries[0], SettleKind.Nack);
        node.Until(() => client.Deliveries.Count == 2);
        Assert.Equal(2, client.Deliveries[1].Attempt);
    }

    [Fact]
    public void A_delivery_that_nobody_settles_comes_again_when_its_ack_wait_has_passed()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a"));
        client.Subscribe("orders", "billing", ackWaitMs: 2_000);
        node.Until(() => client.Deliveries.Count == 1);
        TimeSpan handedOut = node.Runtime.Clock.Now;
        node.Until(() => client.Deliveries.Count == 2);
        Assert.True(node.Runtime.Clock.Now - handedOut >= TimeSpan.FromSeconds(1.9));
        Assert.Equal(2, client.Deliveries[1].Attempt);
    }

    [Fact]
    public void What_a_lost_connection_held_goes_to_another_consumer()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient first = node.Connect();
        first.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        first.Subscribe("orders", "billing");
        node.Until(() => first.Deliveries.Count == 2);
        first.Connection.Close(CloseReason.Shutdown);

        WireClient second = node.Connect();
        second.Subscribe("orders", "billing");
        node.Until(() => second.Deliveries.Count == 2);
        // Nothing was reported as started: the first one counts as begun.
        Assert.Equal([2, 1], second.Deliveries.OrderBy(one => one.Offset).Select(one => (int)one.Attempt));
    }

    [Fact]
    public void A_consumer_is_given_no_more_than_its_window()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 2);
        WireClient client = node.Connect();
        string[] bodies = [.. Enumerable.Range(0, 50).Select(index => $"m{index}")];
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, bodies));
        client.Send(topic, 1, SeededNode.Batch(Producer, 0, bodies));
        client.Subscribe("orders", "billing", window: 7);
        node.Until(() => client.Deliveries.Count == 7);
        node.Runtime.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(7, client.Deliveries.Count);

        client.AcksAtOnce = true;
        foreach (Received delivery in client.Deliveries.ToList())
            client.Settle(delivery, SettleKind.Ack);
        node.Until(() => client.Deliveries.Count == 100);
    }

    [Fact]
    public void Everything_acknowledged_is_there_after_a_restart_that_counts_no_attempt()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b")));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 2);
        node.Answer<Settled>(client, client.Settle(client.Deliveries[0], SettleKind.Ack, wantReply: true));
        node.Restart();

        WireClient again = node.Connect();
        uint repeated = again.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        Assert.True(node.Answer<SendReply>(again, repeated).Duplicate);
        again.Subscribe("orders", "billing");
        node.Until(() => again.Deliveries.Count == 1);
        Assert.Equal(("b", 1L, 1), (again.Deliveries[0].Body, again.Deliveries[0].Offset, again.Deliveries[0].Attempt));
    }

    [Fact]
    public void Batches_behind_the_cache_are_read_back()
    {
        var node = new SeededNode(options: new BrokerOptions { CacheBytesMax = 1_000 });
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        for (int sequence = 0; sequence < 50; sequence++)
        {
            string body = $"{sequence:0000}{new string('x', 400)}";
            node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, sequence, body)));
        }

        client.AcksAtOnce = true;
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 50);
        Assert.Equal(Enumerable.Range(0, 50), client.Deliveries.Select(delivery => int.Parse(delivery.Body[..4])));
    }
}
