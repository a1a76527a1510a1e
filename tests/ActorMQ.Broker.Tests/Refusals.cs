using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Broker.Tests;

public sealed class Refusals
{
    private static readonly ProducerIdentity Producer = new(1, 2);

    [Fact]
    public void A_damaged_batch_is_refused_and_the_connection_goes_on()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        ReadOnlyMemory<byte> good = SeededNode.Batch(Producer, 0, "a");
        byte[] bad = good.ToArray();
        bad[^1] ^= 1;

        SendReply refused = node.Answer<SendReply>(client, client.Send(topic, 0, bad));
        Assert.Equal((SendStatus.Refused, ErrorCode.BadBatch), (refused.Status, refused.Error.Code));
        Assert.Equal(SendStatus.Ok, node.Answer<SendReply>(client, client.Send(topic, 0, good)).Status);
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(1, 5)]
    [InlineData(1, -1)]
    public void A_batch_for_what_is_not_there_is_refused(int topicId, int partition)
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        uint sent = client.Send(topicId, partition, SeededNode.Batch(Producer, 0, "a"));
        Assert.Equal(ErrorCode.UnknownPartition, node.Answer<SendReply>(client, sent).Error.Code);
    }

    [Fact]
    public void A_gap_in_the_sequence_is_refused()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a")));
        SendReply gap = node.Answer<SendReply>(client, client.Send(topic, 0, SeededNode.Batch(Producer, 2, "c")));
        Assert.Equal(ErrorCode.SequenceGap, gap.Error.Code);
        Assert.NotEmpty(gap.Error.NextStep);
    }

    [Fact]
    public void A_settlement_that_is_refused_gives_its_credit_back()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b"));
        client.Subscribe("orders", "billing", window: 1);
        node.Until(() => client.Deliveries.Count == 1);
        node.Runtime.RarePoints = point => point == "session: partition is full for a settlement";
        uint settled = client.Settle(client.Deliveries[0], SettleKind.Ack, wantReply: true);
        Assert.Equal(ErrorCode.Overloaded, node.Answer<Settled>(client, settled).Error.Code);
        node.Until(() => client.Deliveries.Count == 2);
        Assert.Equal("b", client.Deliveries[1].Body);
    }

    [Fact]
    public void A_group_of_an_unknown_topic_is_refused()
    {
        var node = new SeededNode();
        node.Start();
        WireClient client = node.Connect();
        Subscribed answer = node.Answer<Subscribed>(client, client.Subscribe("nowhere", "billing"));
        Assert.Equal(ErrorCode.UnknownTopic, answer.Error.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void A_window_out_of_range_is_refused_with_field_and_limit(int window)
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        Subscribed answer = node.Answer<Subscribed>(client, client.Subscribe("orders", "billing", window));
        Assert.Equal("window_messages", answer.Error.Field);
        Assert.Equal(node.Options.WindowMessagesMax, answer.Error.Limit);
    }

    [Fact]
    public void A_settlement_of_a_foreign_subscription_is_refused()
    {
        var node = new SeededNode();
        node.Start();
        WireClient client = node.Connect();
        var delivery = new Received(77, 0, 1, 1, 0, "");
        Settled answer = node.Answer<Settled>(client, client.Settle(delivery, SettleKind.Ack, wantReply: true));
        Assert.Equal(ErrorCode.UnknownSubscription, answer.Error.Code);
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(-9, 5)]
    [InlineData(long.MaxValue, 5)]
    [InlineData(0, -1)]
    [InlineData(0, 0)]
    public void A_settlement_with_impossible_numbers_ends_the_connection(long first, int count)
    {
        var node = new SeededNode();
        node.Start();
        node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        Subscribed answer = node.Answer<Subscribed>(client, client.Subscribe("orders", "billing"));
        var head = new Settle { SubscriptionId = answer.SubscriptionId, WantReply = true };
        head.Range.Add(new SettleRange { First = first, Count = count, Attempt = 1 });
        client.Request(FrameType.Settle, head);
        node.Until(() => client.Closed != CloseReason.None);
        Assert.Equal(ErrorCode.InvalidRange, client.Errors.Single().Code);
    }

    [Fact]
    public void Settlements_of_what_was_not_given_settle_nothing()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a", "b", "c"));
        client.Subscribe("orders", "billing", window: 1);
        node.Until(() => client.Deliveries.Count == 1);
        var head = new Settle { SubscriptionId = client.Deliveries[0].Subscription, Tenure = 1, WantReply = true };
        head.Range.Add(new SettleRange { First = 1, Count = 60_000, Attempt = 1 });
        head.Range.Add(new SettleRange { First = 0, Count = 1, Attempt = int.MaxValue });
        head.Range.Add(new SettleRange { First = 0, Count = 1, Attempt = -1 });
        Settled answer = node.Answer<Settled>(client, client.Request(FrameType.Settle, head));
        Assert.Equal(60_002, answer.StaleCount);
        Assert.Equal(3, node.Describe("orders").Partitions.Single().Groups.Single().Lag);
    }

    [Fact]
    public void A_first_frame_that_is_not_hello_ends_the_connection()
    {
        var node = new SeededNode();
        node.Start();
        var client = new WireClient(SeededNode.Endpoint, node.Transport);
        var silent = new Rude(client);
        node.Transport.Connect(SeededNode.Endpoint, silent);
        node.Until(() => client.Errors.Count == 1 && silent.IsClosed);
        Assert.Equal(ErrorCode.NotGreeted, client.Errors[0].Code);
    }

    [Fact]
    public void A_frame_that_only_nodes_send_ends_the_connection_and_no_other()
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient healthy = node.Connect();
        WireClient broken = node.Connect();
        broken.Request(FrameType.Welcome, new Welcome());
        node.Until(() => broken.Closed != CloseReason.None);
        uint sent = healthy.Send(topic, 0, SeededNode.Batch(Producer, 0, "a"));
        Assert.Equal(SendStatus.Ok, node.Answer<SendReply>(healthy, sent).Status);
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(300, 200)]
    [InlineData(1, 65_500)]
    public void A_question_whose_answer_fits_no_frame_is_refused_and_the_connection_goes_on(int topics, int length)
    {
        var node = new SeededNode();
        node.Start();
        int topic = node.CreateTopic("orders", 1);
        WireClient client = node.Connect();
        client.Request(
            FrameType.Metadata, new MetadataRequest { Topic = { Enumerable.Repeat(new string('x', length), topics) } });
        node.Until(() => client.Errors.Count == 1);
        Assert.Equal(ErrorCode.InvalidArgument, client.Errors[0].Code);
        uint sent = client.Send(topic, 0, SeededNode.Batch(Producer, 0, "a"));
        Assert.Equal(SendStatus.Ok, node.Answer<SendReply>(client, sent).Status);
    }

    /// <summary>Sends a heartbeat-like request before any Hello.</summary>
    private sealed class Rude(WireClient inner) : IFrameHandler
    {
        public bool IsClosed { get; private set; }

        public void OnOpened(FrameConnection connection) =>
            connection.TrySend(new OutboundFrame(FrameType.Metadata, 1, new MetadataRequest()));

        public FrameFlow OnFrame(in InboundFrame frame) => inner.OnFrame(frame);

        public void OnWritable()
        {
        }

        public void OnClosed(CloseReason reason) => IsClosed = true;
    }
}
