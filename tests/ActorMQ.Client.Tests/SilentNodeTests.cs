using ActorMQ.Protocol;

namespace ActorMQ.Client.Tests;

/// <summary>
/// Nothing waits for ever: a node that keeps its connections alive and leaves one kind of frame unanswered, for a while
/// or for good.
/// </summary>
public sealed class SilentNodeTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(30);

    [Fact]
    public void Connecting_fails_at_its_timeout() => Simulation.Run(1, async s =>
    {
        Ignore(s, FrameType.Hello);
        await FailsAsync(s, "AMQ-1010", 10, async () => await s.ConnectAsync());
    });

    [Theory]
    [InlineData((int)FrameType.Metadata)]
    [InlineData((int)FrameType.Send)]
    public void Each_kind_of_send_fails_at_the_delivery_timeout(int kind) => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Ignore(s, (FrameType)kind);
        Producer producer = client.Producer("orders");
        Task<SendResult> result = producer.TrySendAsync("m").AsTask();
        Task<IReadOnlyList<SendReceipt>> batch = producer.SendBatchAsync(["m", "n"]).AsTask();
        var called = new TaskCompletionSource<string?>();
        Task enqueued = producer.EnqueueAsync("m", (_, error) => called.SetResult(error?.Code)).AsTask();
        await FailsAsync(s, "AMQ-3011", 120, async () => await producer.SendAsync("m"));
        Assert.Equal("AMQ-3011", (await result).Error?.Code);
        await Assert.ThrowsAsync<ActorMQException>(() => batch);
        if ((FrameType)kind == FrameType.Send)
            await enqueued;
        Assert.Equal("AMQ-3011", (FrameType)kind == FrameType.Send
            ? await called.Task
            : (await Assert.ThrowsAsync<ActorMQException>(() => enqueued)).Code);
        await producer.FlushAsync();
        await producer.DisposeAsync();
    });

    [Fact]
    public void A_topic_that_is_asked_for_in_vain_is_asked_for_again_over_another_connection() =>
        Simulation.Run(3, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            s.Node.Script = static (type, number) => new NodeAnswer(
                type == FrameType.Metadata && number == 1 ? NodeConduct.Ignore : NodeConduct.Serve);
            await client.Producer("orders").SendAsync("m");
            Assert.InRange(s.Runtime.Clock.Now, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
        });

    [Fact]
    public void A_loop_is_told_of_a_subscription_that_never_comes() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Ignore(s, FrameType.Subscribe);
        Consumer consumer = client.Subscribe("orders", "g");
        await FailsAsync(s, "AMQ-1010", 300, async () => await consumer.NextAsync(Wait));
        Assert.Null(await consumer.NextAsync(TimeSpan.FromSeconds(3)));
        Assert.Empty(await consumer.FetchAsync(5, TimeSpan.FromSeconds(3)));
    });

    [Fact]
    public void A_subscription_that_is_asked_for_in_vain_is_asked_for_again() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        s.Node.Script = static (type, number) => new NodeAnswer(
            type == FrameType.Subscribe && number == 1 ? NodeConduct.Ignore : NodeConduct.Serve);
        Consumer consumer = client.Subscribe("orders", "g");
        await client.Producer("orders").SendAsync("m");
        Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(35)));
    });

    [Fact]
    public void A_settlement_without_an_answer_goes_again_over_another_connection() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        await client.Producer("orders").SendAsync("m");
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(Wait));
        s.Node.Script = static (type, number) => new NodeAnswer(
            type == FrameType.Settle && number == 1 ? NodeConduct.Ignore : NodeConduct.Serve);
        await delivery.AckAsync();
        await Task.Delay(TimeSpan.FromSeconds(40), s.Runtime.Time);
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void Flushing_extending_and_disposing_end_at_the_request_timeout() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        await client.Producer("orders").SendBatchAsync(["a", "b"]);
        Delivery one = Assert.NotNull(await consumer.NextAsync(Wait));
        Delivery two = Assert.NotNull(await consumer.NextAsync(Wait));
        s.Node.Script = static (type, _) => new NodeAnswer(
            type is FrameType.Settle or FrameType.Unsubscribe ? NodeConduct.Ignore : NodeConduct.Serve);
        await FailsAsync(s, "AMQ-1008", 30, async () => await one.ExtendAsync(TimeSpan.FromMinutes(9)));
        await two.AckAsync();
        await FailsAsync(s, "AMQ-1008", 30, async () => await consumer.FlushAsync());
        await EndsAsync(s, 30, async () => await consumer.DisposeAsync());
    });

    [Fact]
    public void Claims_without_an_answer_withhold_nothing_for_ever() => Simulation.Run(8, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Consumer consumer = client.Subscribe("orders", "g");
        await client.Producer("orders").SendBatchAsync(["a", "b"]);
        Assert.NotNull(await consumer.NextAsync(Wait));
        Ignore(s, FrameType.Settle);
        s.Node.Connections.Single(static one => one.IsConsumer).Close();
        await Task.Delay(TimeSpan.FromSeconds(20), s.Runtime.Time);
        s.Node.Script = static (_, _) => NodeAnswer.Serve;
        Assert.NotNull(await consumer.NextAsync(TimeSpan.FromSeconds(45)));
    });

    [Fact]
    public void Stopping_a_handling_ends() => Simulation.Run(9, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        MessageHandling handling = client.Process(
            "orders",
            "g",
            async (_, _) => await Task.Delay(TimeSpan.FromDays(1), s.Runtime.Time, CancellationToken.None));
        await Task.Delay(TimeSpan.FromSeconds(3), s.Runtime.Time);
        s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.Ignore);
        await EndsAsync(s, 60, async () => await handling.StopAsync());
        await EndsAsync(s, 1, () => handling.Completion);
    });

    [Fact]
    public void Disposing_the_client_ends_and_waits_for_all_at_the_same_time() => Simulation.Run(10, async s =>
    {
        ActorMQClient client = await s.ConnectAsync();
        Producer producer = client.Producer("orders");
        await producer.SendAsync("m");
        foreach (string group in new[] { "g", "h", "i" })
            await Assert.NotNull(await client.Subscribe("orders", group).NextAsync(Wait)).AckAsync();
        s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.Ignore);
        Task<SendResult> last = producer.TrySendAsync("n").AsTask();
        await EndsAsync(s, 121, async () => await client.DisposeAsync());
        Assert.Equal("AMQ-3011", (await last).Error?.Code);
    });

    private static void Ignore(Simulation s, FrameType kind) =>
        s.Node.Script = (type, _) => new NodeAnswer(type == kind ? NodeConduct.Ignore : NodeConduct.Serve);

    private static async Task FailsAsync(Simulation s, string code, int seconds, Func<Task> call)
    {
        TimeSpan start = s.Runtime.Clock.Now;
        Assert.Equal(code, (await Assert.ThrowsAsync<ActorMQException>(call)).Code);
        TimeSpan expected = TimeSpan.FromSeconds(seconds);
        Assert.InRange(s.Runtime.Clock.Now - start, expected, expected + TimeSpan.FromSeconds(2));
    }

    private static async Task EndsAsync(Simulation s, int seconds, Func<Task> call)
    {
        TimeSpan start = s.Runtime.Clock.Now;
        await call();
        Assert.InRange(s.Runtime.Clock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(seconds + 1));
    }
}
