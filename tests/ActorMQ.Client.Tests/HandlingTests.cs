using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>Handlers that run by themselves: how many, how they settle, how they stop.</summary>
public sealed class HandlingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void So_many_run_at_a_time_and_each_delivery_is_acked_as_its_handler_returns(int calls) =>
        Simulation.Run((ulong)calls, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            await client.Producer("orders").SendBatchAsync(Numbered(40));
            int running = 0;
            int most = 0;
            await using MessageHandling handling = client.Process("orders", "g", async (delivery, ending) =>
            {
                most = Math.Max(most, ++running);
                await Task.Delay(Second, s.Runtime.Time, ending);
                running--;
            }, new MessageHandlerOptions { MaxConcurrentCalls = calls });
            await Task.Delay(TimeSpan.FromSeconds(45), s.Runtime.Time);
            Assert.Equal((calls, 40), (most, s.Node.Settled.Count));
            Assert.Equal(calls, s.Node.Subscribes.Single().Concurrency);
        });

    [Fact]
    public void What_a_handler_throws_is_the_reason_of_a_nack_and_told() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        List<HandlingError> errors = [];
        await using MessageHandling handling = client.Process(
            "orders",
            "g",
            static (delivery, _) => delivery.Attempt < 3
                ? throw new InvalidDataException($"bad {delivery.Attempt}")
                : ValueTask.CompletedTask,
            new MessageHandlerOptions { OnError = errors.Add });
        await Task.Delay(Second, s.Runtime.Time);
        SettleRange[] nacks = [.. s.Node.Settles.SelectMany(static one => one.Range)
            .Where(static one => one.Kind == SettleKind.Nack)];
        Assert.Equal(
            ["InvalidDataException: bad 1", "InvalidDataException: bad 2"], nacks.Select(static one => one.Reason));
        Assert.Equal([1, 2], errors.Select(static one => one.Delivery!.Value.Attempt));
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void Without_auto_complete_only_the_handler_settles() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["keep", "ack"]);
        MessageHandling handling = client.Process(
            "orders",
            "g",
            static (delivery, _) => delivery.Text == "ack" ? delivery.AckAsync() : ValueTask.CompletedTask,
            new MessageHandlerOptions { AutoComplete = false });
        await Task.Delay(Second, s.Runtime.Time);
        Assert.Equal((1, 1), (s.Node.Settled.Count, s.Node.Held.Count));
        await handling.StopAsync();
        Assert.Empty(s.Node.Held);
    });

    [Fact]
    public void Stopping_waits_for_what_runs_and_leaves_nothing_locked() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(20));
        MessageHandling handling = client.Process(
            "orders", "g", async (_, ending) => await Task.Delay(10 * Second, s.Runtime.Time, ending));
        await Task.Delay(Second, s.Runtime.Time);
        Assert.Equal(1, handling.Running);
        await handling.StopAsync();
        Assert.Equal((1, 1, 0), (s.Node.Settled.Count, s.Node.Drains, handling.Running));
        Assert.Empty(s.Node.Held);
        Assert.Contains(s.Node.Settles, static one => one.Pause);
        await handling.Completion;
        await handling.StopAsync(); // Again is nothing.
    });

    [Fact]
    public void A_handler_that_does_not_end_is_cancelled_and_its_delivery_handed_back() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        var ended = new TaskCompletionSource<CancellationToken>();
        MessageHandling handling = client.Process(
            "orders",
            "g",
            async (delivery, ending) =>
            {
                await ending.WhenCancelledAsync();
                ended.SetResult(delivery.LockLost);
                await Task.Delay(Timeout.InfiniteTimeSpan, s.Runtime.Time, CancellationToken.None);
            },
            new MessageHandlerOptions { StopTimeout = 3 * Second });
        await Task.Delay(Second, s.Runtime.Time);
        TimeSpan start = s.Runtime.Clock.Now;
        await handling.StopAsync();
        Assert.InRange(s.Runtime.Clock.Now - start, 3 * Second, 4 * Second);
        await ended.Task;
        Assert.Empty(s.Node.Held);
        Assert.Empty(s.Node.Settled);
    });

    [Fact]
    public void A_lost_lock_cancels_its_handler_alone() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync([new Message("a", "k"), new Message("b", "k")]);
        Dictionary<string, CancellationToken> tokens = [];
        await using MessageHandling handling = client.Process(
            "orders",
            "g",
            async (delivery, ending) =>
            {
                tokens[delivery.Text] = ending;
                await Task.Delay(60 * Second, s.Runtime.Time, ending);
            },
            new MessageHandlerOptions { MaxConcurrentCalls = 2 });
        await Task.Delay(Second, s.Runtime.Time);
        CancellationToken second = tokens["b"];
        (int partition, long offset) = s.Node.Held.Keys.MaxBy(static one => one.Offset);
        var notice = new Notice { Kind = NoticeKind.LockLost, SubscriptionId = 11, Partition = partition };
        notice.Range.Add(new LostRange { First = offset, Count = 1, Attempt = 1 });
        s.Node.Connections.Single(static one => one.IsConsumer).Send(FrameType.Notice, 0, notice);
        await Task.Delay(Second, s.Runtime.Time);
        Assert.True(second.IsCancellationRequested);
        Assert.False(tokens["a"].IsCancellationRequested);
    });

    [Fact]
    public void A_handler_is_renewed_while_it_runs_up_to_its_limit() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        TimeSpan? lost = null;
        MessageHandling handling = client.Process(
            "orders",
            "g",
            async (delivery, ending) =>
            {
                if (delivery.Attempt > 1)
                    return;
                await ending.WhenCancelledAsync();
                lost = s.Runtime.Clock.Now;
            },
            new MessageHandlerOptions { MaxAutoRenew = TimeSpan.FromMinutes(2) });
        await Task.Delay(TimeSpan.FromMinutes(5), s.Runtime.Time);
        Assert.InRange(lost!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
        await handling.StopAsync();
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void A_topic_that_is_not_there_ends_the_handling_with_its_code() => Simulation.Run(8, async s =>
    {
        s.Node.Script = static (type, _) =>
            type == FrameType.Subscribe ? NodeAnswer.Refuse(ErrorCode.UnknownTopic) : NodeAnswer.Serve;
        await using ActorMQClient client = await s.ConnectAsync();
        List<HandlingError> errors = [];
        MessageHandling handling = client.Process(
            "nowhere",
            "g",
            static (_, _) => ValueTask.CompletedTask,
            new MessageHandlerOptions { OnError = errors.Add });
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(() => handling.Completion);
        Assert.Equal("AMQ-2001", told.Code);
        await handling.DisposeAsync();
        Assert.Null(Assert.Single(errors).Delivery);
    });

    [Fact]
    public void A_listener_that_throws_ends_the_handling_with_what_it_threw() => Simulation.Run(9, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        MessageHandling handling = client.Process(
            "orders",
            "g",
            static (_, _) => throw new InvalidDataException("handler"),
            new MessageHandlerOptions { OnError = static _ => throw new NotSupportedException("listener") });
        await Assert.ThrowsAsync<NotSupportedException>(() => handling.Completion);
        await handling.DisposeAsync();
        Assert.Empty(s.Node.Held);
    });

    [Fact]
    public void A_connection_that_is_lost_interrupts_no_handler() => Simulation.Run(10, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(20));
        Dictionary<string, int> handled = [];
        await using MessageHandling handling = client.Process("orders", "g", async (delivery, ending) =>
        {
            handled[delivery.Text] = handled.GetValueOrDefault(delivery.Text) + 1;
            await Task.Delay(Second, s.Runtime.Time, ending);
        });
        for (int cut = 0; cut < 4; cut++)
        {
            await Task.Delay(2.3 * Second, s.Runtime.Time);
            s.Node.Connections.FirstOrDefault(static one => one.IsConsumer)?.Close();
        }
        await Task.Delay(30 * Second, s.Runtime.Time);
        Assert.Equal(20, handled.Count);
        Assert.All(handled.Values, static times => Assert.Equal(1, times));
        Assert.Equal(20, s.Node.Settled.Count);
    });

    private static Message[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => new Message($"{number}"))];
}
