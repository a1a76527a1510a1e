using ActorMQ.Client;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class SlowConsumers
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void A_window_that_is_used_up_while_messages_wait_is_told_once_until_it_recovers()
    {
        var (node, client) = WithWindowOfOne("a", "b", "c");
        node.Runtime.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(client.Notices);
        node.Runtime.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([NoticeKind.SlowConsumer], client.Notices.Select(static one => one.Kind));
        Assert.Equal(client.Deliveries[0].Subscription, client.Notices[0].SubscriptionId);

        client.Settle(client.Deliveries[0], SettleKind.Ack);
        node.Until(() => client.Deliveries.Count == 2);
        node.Runtime.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, client.Notices.Count);
    }

    [Fact]
    public void A_window_that_is_used_up_by_all_there_is_is_not_told()
    {
        var (node, client) = WithWindowOfOne("a");
        node.Runtime.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(client.Notices);
    }

    [Fact]
    public void A_consumer_that_gets_on_is_not_told_however_slow_it_is()
    {
        var (node, client) = WithWindowOfOne([.. Enumerable.Range(0, 20).Select(static number => $"{number}")]);
        for (int number = 1; number < 20; number++)
        {
            node.Runtime.Advance(TimeSpan.FromSeconds(8));
            client.Settle(client.Deliveries[^1], SettleKind.Ack);
            node.Until(() => client.Deliveries.Count == number + 1);
        }

        Assert.Empty(client.Notices);
    }

    [Fact]
    public void A_client_has_an_event_for_it()
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 1);
        ClientEvent? told = null;
        node.Runtime.Run(async () =>
        {
            await using ActorMQClient client =
                await ActorMQClient.ConnectOverAsync(node.Runtime, node.Transport, SeededNode.Endpoint);
            await using Producer producer = client.Producer("orders");
            for (int number = 0; number < 10; number++)
                await producer.SendAsync("m"u8.ToArray());
            await using Consumer consumer =
                client.Subscribe("orders", "billing", new ConsumerOptions { WindowMessages = 2 });
            Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
            await Task.Delay(TimeSpan.FromSeconds(30), node.Runtime.Time);
            while (told?.Kind != ClientEventKind.SlowConsumer && client.Events.TryRead(out told))
            {
            }
        });
        Assert.Equal(
            (ClientEventKind.SlowConsumer, "orders", "billing"), (told!.Kind, told.Topic, told.Group));
    }

    private static (SeededNode Node, WireClient Client) WithWindowOfOne(params string[] bodies)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, bodies));
        client.Subscribe("orders", "billing", window: 1, ackWaitMs: 3_600_000);
        node.Until(() => client.Deliveries.Count == 1);
        return (node, client);
    }
}
