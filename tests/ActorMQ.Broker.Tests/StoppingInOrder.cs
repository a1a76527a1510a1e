using ActorMQ.Client;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using GroupPolicy = ActorMQ.Core.Groups.GroupPolicy;

namespace ActorMQ.Broker.Tests;

/// <summary>What consumers hold when a node stops as planned, and how it comes again.</summary>
public sealed class StoppingInOrder
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_out_comes_again_with_the_same_attempt(bool isDrainAnswered)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            int topic = node.CreateTopic("orders", 1);
            WireClient client = node.Connect();
            client.AnswersDrain = isDrainAnswered;
            client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c"));
            client.Subscribe("orders", "billing");
            node.Until(() => client.Deliveries.Count == 3);
            foreach (Received one in client.Deliveries)
                client.Settle(one, SettleKind.Start);
            Received second = client.Deliveries[1];
            node.Answer<Settled>(client, client.Settle(second, WireClient.RangeOf(second, SettleKind.Ack)));
            node.Restart();
            Assert.Equal(1, client.Drains);

            WireClient again = node.Connect();
            again.Subscribe("orders", "billing");
            node.Until(() => again.Deliveries.Count == 2);
            node.Runtime.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(
                [("a", 1), ("c", 1)], again.Deliveries.Take(2).Select(static one => (one.Body, one.Attempt)));
        }
    }

    [Fact]
    public void What_a_consumer_had_that_was_lost_just_before_counts()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 2);
        client.Connection.Close(CloseReason.Shutdown);
        node.Runtime.Advance(TimeSpan.FromSeconds(1));
        node.Restart();

        WireClient again = node.Connect();
        again.Subscribe("orders", "billing");
        node.Until(() => again.Deliveries.Count == 2);
        Assert.Equal([2, 1], again.Deliveries.OrderBy(static one => one.Offset).Select(static one => one.Attempt));
    }

    [Fact]
    public void Nothing_is_handed_out_any_more_while_a_node_stops()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.AnswersDrain = false;
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing", window: 1);
        node.Until(() => client.Deliveries.Count == 1);
        node.Runtime.Run(async () =>
        {
            Task stopping = node.Node.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), node.Runtime.Time);
            Assert.Equal(1, client.Drains);
            client.Settle(client.Deliveries[0], SettleKind.Ack);
            await stopping;
        });
        Assert.Single(client.Deliveries);
    }

    [Fact]
    public void Handlers_at_work_end_in_order_and_nothing_that_is_acked_comes_again()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            node.CreateTopic("orders", 2);
            // One failed attempt that counted would end a message.
            node.PutGroup("orders", "billing", GroupPolicy.Default with { AttemptLimit = 1 });
            var handled = new List<(string Text, int Attempt)>();
            node.Runtime.Run(async () =>
            {
                await using ActorMQClient client =
                    await ActorMQClient.ConnectOverAsync(node.Runtime, node.Transport, SeededNode.Endpoint);
                await using Producer producer = client.Producer("orders");
                for (int number = 0; number < 60; number++)
                    await producer.SendAsync($"{number}");
                MessageHandling handling = client.Process(
                    "orders", "billing",
                    async (delivery, ending) =>
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(100), node.Runtime.Time, CancellationToken.None);
                        handled.Add((delivery.Text, delivery.Attempt));
                    },
                    new MessageHandlerOptions { MaxConcurrentCalls = 4 });
                await Task.Delay(TimeSpan.FromMilliseconds(500), node.Runtime.Time);
                await node.Node.StopAsync();
                await handling.StopAsync();
            });
            int before = handled.Count;
            Assert.InRange(before, 4, 59);
            node.Restart();
            WireClient rest = node.Connect();
            rest.AcksAtOnce = true;
            rest.Subscribe("orders", "billing");
            node.Until(() => node.Describe("orders").Partitions.Sum(static one => one.Groups.Single().Lag) == 0);
            Assert.All(handled, static one => Assert.Equal(1, one.Attempt));
            Assert.All(rest.Deliveries, static one => Assert.Equal(1, one.Attempt));
            Assert.Equal(60, before + rest.Deliveries.Count);
            IEnumerable<string> all = handled.Select(static one => one.Text)
                .Concat(rest.Deliveries.Select(static one => one.Body));
            Assert.Equal(60, all.Distinct().Count());
        }
    }
}
