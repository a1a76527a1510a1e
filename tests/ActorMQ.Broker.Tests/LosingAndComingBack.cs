using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class LosingAndComingBack
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void Who_holds_a_delivery_for_too_long_is_told()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing", ackWaitMs: 2_000);
        node.Until(() => client.Notices.Count == 1);
        Notice notice = client.Notices.Single();
        Assert.Equal((NoticeKind.LockLost, client.Deliveries[0].Subscription), (notice.Kind, notice.SubscriptionId));
        Assert.Equal([(0L, 2, 1)], notice.Range.Select(static one => (one.First, one.Count, one.Attempt)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_consumer_that_comes_back_keeps_what_it_claims_and_only_that(bool isOldEndHeardOf)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient before = node.Connect();
        before.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        before.SubscribeAs(7, isBack: false, "orders", "billing");
        node.Until(() => before.Deliveries.Count == 2);
        if (isOldEndHeardOf)
        {
            before.Connection.Close(CloseReason.Shutdown);
            node.Runtime.Advance(TimeSpan.FromSeconds(1));
        }

        WireClient after = node.Connect();
        uint asked = after.SubscribeAs(7, isBack: true, "orders", "billing");
        long id = node.Answer<Subscribed>(after, asked).SubscriptionId;
        Received held = before.Deliveries[0] with { Subscription = id };
        Settled claimed = node.Answer<Settled>(after, after.Settle(
            held, WireClient.RangeOf(held, SettleKind.Extend), static head => head.ClaimsComplete = true));
        Assert.Equal(0, claimed.StaleCount);
        node.Until(() => after.Deliveries.Count == 1);
        Assert.Equal(("b", 1), (after.Deliveries[0].Body, after.Deliveries[0].Attempt));
        Settled acked = node.Answer<Settled>(after, after.Settle(held, SettleKind.Ack, wantReply: true));
        Assert.Equal(0, acked.StaleCount);
        if (!isOldEndHeardOf)
            before.Connection.Close(CloseReason.Shutdown);
        node.Runtime.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(after.Deliveries);
    }

    [Fact]
    public void What_a_consumer_claims_takes_of_its_new_window()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var node = new SeededNode(seed);
            node.Start();
            int topic = node.CreateTopic("orders", 1);
            WireClient before = node.Connect();
            before.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c", "d", "e", "f"));
            node.Answer<Subscribed>(before, before.SubscribeAs(7, isBack: false, "orders", "billing", window: 3));
            node.Until(() => before.Deliveries.Count == 3);
            before.Connection.Close(CloseReason.Shutdown);

            WireClient after = node.Connect();
            Subscribed back = node.Answer<Subscribed>(
                after, after.SubscribeAs(7, isBack: true, "orders", "billing", window: 3));
            Received first = before.Deliveries[0] with { Subscription = back.SubscriptionId };
            Settle(node, after, first with { Offset = 1 }, SettleKind.Extend);
            Settled claimed = node.Answer<Settled>(after, after.Settle(
                first, WireClient.RangeOf(first, SettleKind.Extend), static head => head.ClaimsComplete = true));
            Assert.Equal(0, claimed.StaleCount);
            node.Runtime.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["c"], after.Deliveries.Select(static one => one.Body));
            Settle(node, after, first, SettleKind.Ack);
            node.Until(() => after.Deliveries.Count == 2);
            Settle(node, after, first with { Offset = 1 }, SettleKind.Ack);
            Settle(node, after, after.Deliveries[0], SettleKind.Ack);
            Settle(node, after, after.Deliveries[1], SettleKind.Ack);
            node.Until(() => after.Deliveries.Count == 4);
        }
    }

    [Fact]
    public void What_of_a_claim_is_lost_is_named_before_the_answer_that_counts_it()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c", "d"));
        client.Subscribe("orders", "billing", ackWaitMs: 60_000);
        node.Until(() => client.Deliveries.Count == 4);
        Received first = client.Deliveries[0];
        SettleRange short1 = new() { First = 1, Count = 2, Attempt = 1, Kind = SettleKind.Extend };
        node.Answer<Settled>(client, client.Settle(first, short1, static head => head.AckWaitMs = 1_000));
        node.Until(() => client.Notices.Count == 1);
        client.Notices.Clear();
        SettleRange all = new() { First = 0, Count = 4, Attempt = 1, Kind = SettleKind.Extend };
        uint asked = client.Settle(first, all);
        node.Until(() => client.Notices.Count == 1 || client.Reply<Settled>(asked) is not null);
        Assert.Null(client.Reply<Settled>(asked));
        LostRange lost = Assert.Single(client.Notices[0].Range);
        Assert.Equal((1L, 2, 1), (lost.First, lost.Count, lost.Attempt));
        Assert.Equal(2, node.Answer<Settled>(client, asked).StaleCount);
    }

    private static void Settle(SeededNode node, WireClient client, Received one, SettleKind kind) =>
        Assert.Equal(
            0, node.Answer<Settled>(client, client.Settle(one, WireClient.RangeOf(one, kind))).StaleCount);

    [Fact]
    public void What_was_reported_as_started_counts_when_its_consumer_is_lost()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient first = node.Connect();
        first.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c"));
        first.Subscribe("orders", "billing");
        node.Until(() => first.Deliveries.Count == 3);
        Received last = first.Deliveries[2];
        node.Answer<Settled>(first, first.Settle(last, WireClient.RangeOf(last, SettleKind.Start)));
        first.Connection.Close(CloseReason.Shutdown);

        WireClient second = node.Connect();
        second.Subscribe("orders", "billing");
        node.Until(() => second.Deliveries.Count == 3);
        Assert.Equal([2, 1, 2], second.Deliveries.OrderBy(one => one.Offset).Select(one => one.Attempt));
    }

    [Theory]
    [InlineData(605_000_000, "")]
    [InlineData(0, "long")]
    public void A_delay_or_a_reason_beyond_its_limit_ends_the_connection(uint delayMs, string reason)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a"));
        client.Subscribe("orders", "billing");
        node.Until(() => client.Deliveries.Count == 1);
        client.Nack(client.Deliveries[0], delayMs, reason.Length == 0 ? "" : new string('x', 257));
        node.Until(() => client.Closed != CloseReason.None);
    }
}
