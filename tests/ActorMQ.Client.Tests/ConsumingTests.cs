using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

public sealed class ConsumingTests
{
    [Fact]
    public void A_delivery_carries_what_was_sent() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Message message = new("grüße", "k1") { Tag = "blue", Headers = [new Header("a", "1"), new Header("a", "2")] };
        SendReceipt receipt = await client.Producer("orders").SendAsync(message);
        Delivery? found = await client.Subscribe("orders", "g").NextAsync(TimeSpan.FromSeconds(5));
        Delivery delivery = Assert.NotNull(found);
        Assert.Equal("grüße", delivery.Text);
        Assert.Equal("k1"u8.ToArray(), delivery.Key.ToArray());
        Assert.Equal("blue", delivery.Tag);
        Assert.Equal(["a=1", "a=2"], delivery.Headers.Select(static header => $"{header.Name}={header.Text}"));
        Assert.Equal((receipt.Partition, receipt.Offset, 1), (delivery.Partition, delivery.Offset, delivery.Attempt));
        Assert.Equal(TestKit.VirtualTime.Origin.Year, delivery.CreatedAt.Year);
    });

    [Fact]
    public void A_nack_brings_the_message_again_with_the_next_attempt() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("again");
        await using Consumer consumer = client.Subscribe("orders", "g");
        Delivery first = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        await first.NackAsync();
        Delivery second = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal((first.Offset, 2), (second.Offset, second.Attempt));
        await second.AckAsync();
        await consumer.FlushAsync();
        Assert.Contains((second.Partition, second.Offset), s.Node.Settled);
    });

    [Fact]
    public void An_ack_reaches_the_node_soon_without_a_flush() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["a", "b"]);
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        await delivery.AckAsync();
        Assert.Empty(s.Node.Settled);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void What_the_application_holds_is_extended_until_the_limit() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("slow");
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery held = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        await Task.Delay(TimeSpan.FromMinutes(4), s.Runtime.Time);
        Assert.InRange(s.Node.Extensions.Count, 8, 18); // One each 15 s.
        Assert.All(s.Node.Extensions, range => Assert.Equal((held.Offset, 1), (range.First, range.Count)));
        Assert.False(held.LockLost.IsCancellationRequested);
        await Task.Delay(TimeSpan.FromMinutes(2), s.Runtime.Time);
        Assert.True(held.LockLost.IsCancellationRequested);
        int extensions = s.Node.Extensions.Count(static range => range.Attempt == 1);
        await Task.Delay(TimeSpan.FromMinutes(10), s.Runtime.Time);
        Assert.Equal(extensions, s.Node.Extensions.Count(static range => range.Attempt == 1));
    });

    [Fact]
    public void Disposing_settles_what_was_acked_and_hands_back_the_rest() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Message[] messages = [.. Enumerable.Range(0, 10).Select(static n => (Message)$"{n}")];
        await client.Producer("orders").SendBatchAsync(messages);
        Consumer consumer = client.Subscribe("orders", "g");
        for (int count = 0; count < 3; count++)
            await Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5))).AckAsync();
        await consumer.DisposeAsync();
        Assert.Equal((3, 1), (s.Node.Settled.Count, s.Node.Drains));
    });

    [Fact]
    public void A_loop_ends_when_its_consumer_is_disposed() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        Task loop = CountAsync(consumer, CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        Assert.False(loop.IsCompleted);
        await consumer.DisposeAsync();
        await loop;
    });

    [Fact]
    public void A_loop_that_is_cancelled_ends_and_another_goes_on_behind_it() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["a", "b", "c"]);
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery first = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(9), s.Runtime.Time);
        int count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Delivery delivery in consumer.ConsumeAsync(stop.Token))
                count += delivery.Offset > first.Offset ? 1 : 0;
        });
        Assert.Equal(2, count);
        Assert.Null(await consumer.NextAsync(TimeSpan.FromSeconds(1)));
    });

    [Fact]
    public void A_damaged_delivery_is_told_with_partition_and_offsets_and_the_next_loop_goes_on() =>
        Simulation.Run(8, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            Producer producer = client.Producer("orders");
            Consumer consumer = client.Subscribe("orders", "g");
            await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
            s.Node.Damage = static bytes => bytes[^1] ^= 1;
            SendReceipt damaged = await producer.SendAsync("bad");
            s.Node.Damage = null;
            await producer.SendAsync("good");
            ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
                async () => await consumer.NextAsync(TimeSpan.FromSeconds(5)));
            Assert.Equal("AMQ-4006", told.Code);
            Assert.Contains($"partition {damaged.Partition}, offsets {damaged.Offset} to", told.Message);
            Delivery next = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(5)));
            Assert.Equal("good", next.Text);
            Assert.DoesNotContain((damaged.Partition, damaged.Offset), s.Node.Settled);
        });

    [Fact]
    public void A_topic_that_is_not_there_ends_the_loop_with_its_code() => Simulation.Run(9, async s =>
    {
        s.Node.Script = static (type, _) =>
            type == FrameType.Subscribe ? NodeAnswer.Refuse(ErrorCode.UnknownTopic) : NodeAnswer.Serve;
        await using ActorMQClient client = await s.ConnectAsync();
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            () => CountAsync(client.Subscribe("nowhere", "g"), CancellationToken.None));
        Assert.Equal("AMQ-2001", told.Code);
        Assert.NotEmpty(told.NextStep);
    });

    [Fact]
    public void A_node_that_never_comes_back_ends_the_loop_after_the_outage_limit() => Simulation.Run(10, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.CloseBefore);
        foreach (ScriptedConnection connection in s.Node.Connections.ToArray())
            connection.Close();
        TimeSpan start = s.Runtime.Clock.Now;
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            () => CountAsync(consumer, CancellationToken.None));
        Assert.Equal("AMQ-1010", told.Code);
        Assert.InRange(s.Runtime.Clock.Now - start, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.1));
    });

    private static async Task CountAsync(Consumer consumer, CancellationToken cancellation)
    {
        await foreach (Delivery delivery in consumer.ConsumeAsync(cancellation))
            await delivery.AckAsync();
    }
}
