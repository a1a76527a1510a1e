using ActorMQ.Client.Consuming;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Tests;

public sealed class HostileNodeTests
{
    [Fact]
    public void A_greeting_that_cannot_be_read_is_told_when_the_connect_timeout_is_over() =>
        Simulation.Run(1, async s =>
        {
            s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.Garble);
            ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(async () => await s.ConnectAsync());
            Assert.Equal("AMQ-1010", told.Code);
            Assert.Contains("cannot be read", told.Message);
        });

    [Fact]
    public void Nobody_at_the_endpoint_is_told_when_the_connect_timeout_is_over() => Simulation.Run(2, async s =>
    {
        var options = new ClientOptions { ConnectTimeout = TimeSpan.FromSeconds(3) };
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(async () =>
            await ActorMQClient.ConnectOverAsync(s.Runtime, s.Transport, "elsewhere:1", options));
        Assert.Equal("AMQ-1010", told.Code);
        Assert.Contains("elsewhere:1", told.Message);
        Assert.Equal(TimeSpan.FromSeconds(3), s.Runtime.Clock.Now);
    });

    [Fact]
    public void The_second_endpoint_is_tried_when_the_first_is_not_there() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client =
            await ActorMQClient.ConnectOverAsync(s.Runtime, s.Transport, "elsewhere:1,node:1");
        await client.Producer("orders").SendAsync("m");
        Assert.Single(s.Node.Stored());
    });

    [Theory]
    [InlineData((int)FrameType.Metadata)]
    [InlineData((int)FrameType.Send)]
    public void An_answer_that_cannot_be_read_ends_the_connection_and_the_request_is_repeated(int kind) =>
        Simulation.Run(4, async s =>
        {
            s.Node.Script = (type, number) => new NodeAnswer(
                type == (FrameType)kind && number == 1 ? NodeConduct.Garble : NodeConduct.Serve);
            await using ActorMQClient client = await s.ConnectAsync();
            await client.Producer("orders").SendAsync("m");
            Assert.Single(s.Node.Stored());
            Assert.Equal(2, s.Node.Count(FrameType.Hello));
        });

    [Fact]
    public void Answers_to_nobodys_question_are_dropped() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        s.Node.Connections[0].Send(FrameType.SendReply, 9_999, new SendReply { BaseOffset = 5 });
        s.Node.Connections[0].Send(FrameType.Settled, 9_998, new Settled());
        SendReceipt receipt = await client.Producer("orders").SendAsync("m");
        Assert.Equal(0, receipt.Offset);
    });

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(20_000, 0, 0)]
    [InlineData(1, 0, 5)]
    [InlineData(1, -1, -2)]
    public void A_delivery_that_cannot_be_is_answered_with_a_new_connection(int count, long first, long start) =>
        Simulation.Run(6, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            Consumer consumer = client.Subscribe("orders", "g");
            await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
            var head = new Deliver { SubscriptionId = 11, Count = count, FirstOffset = first, BaseOffset = start };
            s.Node.Connections[^1].Send(FrameType.Deliver, 0, head);
            await client.Producer("orders").SendAsync("m");
            Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(9)));
            Assert.Equal("m", delivery.Text);
            Assert.Equal(2, s.Node.Count(FrameType.Subscribe));
        });

    [Theory]
    [InlineData(5, 1)]
    [InlineData(0, 2)]
    public void A_delivery_of_more_than_its_batch_is_damaged(long first, int count) => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync(new Message("m", "k"));
        StoredBatch batch = s.Node.Logs.SelectMany(static log => log).Single();
        s.Node.Settled.UnionWith(Enumerable.Range(0, 4).Select(static partition => (partition, 0L)));
        Consumer consumer = client.Subscribe("orders", "g");
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        var head = new Deliver { SubscriptionId = 11, Count = count, FirstOffset = first };
        s.Node.Connections[^1].Send(FrameType.Deliver, 0, head, batch.Bytes);
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal("AMQ-4006", told.Code);
    });

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("fe")]
    [InlineData("0101")]
    public void A_selection_that_does_not_fit_its_range_is_no_delivery(string bits) => Simulation.Run(9, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        s.Node.Selected = bits.Length == 0 ? null : (_, _) => Convert.FromHexString(bits);
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery? delivery = await consumer.NextAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(bits.Length == 0, delivery is not null);
        s.Node.Selected = null;
        Assert.True(delivery is not null || await consumer.NextAsync(TimeSpan.FromSeconds(30)) is not null);
    });

    // A producer that says so is as likely as a node: nothing on the way judges it.
    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_that_no_clock_shows_is_told_as_the_end_of_all_clocks(long created)
    {
        var builder = new BatchBuilder(1024);
        Assert.True(builder.TryAdd("m"u8));
        byte[] batch = builder.Seal(new BatchStamp(default, 0, 0, 0, created)).ToArray();
        var delivered = new DeliveredBatch(null!, new DeliveryRange(0, 1, 1, 0, 1, 0), batch);
        Assert.Equal(BatchFault.None, delivered.Open());
        DateTimeOffset told = new Delivery(delivered, 0).CreatedAt;
        Assert.Equal(created > 0 ? 9999 : 1, told.Year);
    }

    [Fact]
    public void A_topic_of_too_many_partitions_to_believe_in_is_asked_for_again() => Simulation.Run(8, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        int asked = 0;
        s.Node.Script = (type, _) =>
        {
            if (type != FrameType.Metadata || asked++ != 0)
                return new NodeAnswer(NodeConduct.Serve);
            var topic = new TopicMetadata { Name = "orders", Id = 1, Partitions = int.MaxValue };
            s.Node.Connections[^1].Send(FrameType.MetadataReply, 1, new MetadataReply { Topic = { topic } });
            return new NodeAnswer(NodeConduct.Ignore);
        };
        await client.Producer("orders").SendAsync("m");
        Assert.Single(s.Node.Stored());
        Assert.Equal(2, asked);
    });
}
