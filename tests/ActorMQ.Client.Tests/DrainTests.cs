using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>A node that is about to stop asks its clients to let go.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_producer_waits_for_what_is_out_then_lets_go_and_goes_on() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        await producer.SendAsync("first");
        s.Node.Script = static (type, _) =>
            new NodeAnswer(type == FrameType.Send ? NodeConduct.Ignore : NodeConduct.Serve);
        Task<SendReceipt> second = producer.SendAsync("second").AsTask();
        await Task.Delay(Soon, s.Runtime.Time);
        ScriptedConnection old = s.Node.Connections.Single();
        s.Node.Script = static (_, _) => NodeAnswer.Serve;
        Drain(old, 77, 10_000);
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.Empty(s.Node.Drained); // The second is not answered.
        await second;
        Assert.Equal([77u], s.Node.Drained); // At the deadline; the message went again elsewhere.
        Assert.DoesNotContain(old, s.Node.Connections);
        Assert.Equal(["first", "second"], s.Node.Stored().Select(static one => one.Text).Order());
    });

    [Fact]
    public void A_producer_with_nothing_out_lets_go_at_once() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        await producer.SendAsync("first");
        Drain(s.Node.Connections.Single(), 5, 600_000);
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.Equal([5u], s.Node.Drained);
        await producer.SendAsync("second");
        Assert.Equal(2, s.Node.Count(FrameType.Hello));
    });

    [Fact]
    public void A_consumer_lets_go_once_the_application_has_settled_and_hands_back_the_rest() =>
        Simulation.Run(3, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            await client.Producer("orders").SendBatchAsync(["a", "b", "c"]);
            Consumer consumer = client.Subscribe("orders", "g");
            Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
            Drain(s.Node.Connections.Single(static one => one.IsConsumer), 9, 600_000);
            await Task.Delay(Soon, s.Runtime.Time);
            Assert.Null(await consumer.NextAsync(Soon)); // Nothing more is shown.
            Assert.Equal((0, 0), (s.Node.Drained.Count, s.Node.Drains));
            await held.AckAsync();
            Delivery next = Assert.NotNull(await consumer.NextAsync(Soon)); // From the next connection.
            Assert.Equal([9u], s.Node.Drained);
            Assert.Equal(1, s.Node.Drains);
            Assert.False(s.Node.Subscribes[1].Resume);
            Assert.NotEqual(held.Text, next.Text);
            Assert.Single(s.Node.Settled);
        });

    [Fact]
    public void At_the_deadline_a_consumer_lets_go_and_claims_what_is_in_hand() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["a", "b", "c"]);
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
        Drain(s.Node.Connections.Single(static one => one.IsConsumer), 9, 20_000);
        await Task.Delay(TimeSpan.FromSeconds(19), s.Runtime.Time);
        Assert.Empty(s.Node.Drained);
        Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(9)));
        Assert.Equal([9u], s.Node.Drained);
        Assert.Equal(0, s.Node.Drains);
        Assert.True(s.Node.Subscribes[1].Resume);
        Assert.False(held.LockLost.IsCancellationRequested);
    });

    private static void Drain(ScriptedConnection connection, uint correlation, uint deadlineMs) =>
        connection.Send(FrameType.Drain, correlation, new Drain { DeadlineMs = deadlineMs });
}
