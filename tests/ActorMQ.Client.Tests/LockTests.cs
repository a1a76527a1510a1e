using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>Until when a delivery is the application's, and how it hears that it is not.</summary>
public sealed class LockTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_lock_ends_with_its_ack_wait_when_no_extension_is_confirmed() => Simulation.Run(1, async s =>
    {
        s.Node.Script = static (type, _) =>
            new NodeAnswer(type == FrameType.Settle ? NodeConduct.Ignore : NodeConduct.Serve);
        await using ActorMQClient client = await s.ConnectAsync(Patient);
        Delivery held = await OneAsync(s, client);
        TimeSpan came = s.Runtime.Clock.Now;
        CancellationToken lost = held.LockLost;
        await Task.Delay(TimeSpan.FromSeconds(29), s.Runtime.Time);
        Assert.False(lost.IsCancellationRequested);
        await lost.WhenCancelledAsync();
        Assert.InRange(s.Runtime.Clock.Now - came, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30));
        ClientEvent told = await client.Events.FirstAsync(ClientEventKind.LockLost);
        Assert.Equal(
            ("orders", "g", held.Partition, held.Offset, 1),
            (told.Topic, told.Group, told.Partition, told.FirstOffset, told.Count));
    });

    [Fact]
    public void A_delivery_that_is_settled_is_never_lost() => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync(Patient);
        Delivery held = await OneAsync(s, client);
        CancellationToken lost = held.LockLost;
        await held.AckAsync();
        s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.Ignore);
        await Task.Delay(TimeSpan.FromMinutes(4), s.Runtime.Time);
        Assert.False(lost.IsCancellationRequested);
        Assert.False(held.LockLost.CanBeCanceled);
    });

    [Fact]
    public void A_notice_ends_the_locks_that_it_names_and_no_others() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(SameKey(4));
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery first = Assert.NotNull(await consumer.NextAsync(Soon));
        Delivery second = Assert.NotNull(await consumer.NextAsync(Soon));
        (CancellationToken one, CancellationToken two) = (first.LockLost, second.LockLost);
        var range = new LostRange { First = second.Offset, Count = 2, Attempt = 1 };
        Notify(s, NoticeKind.LockLost, range, first.Partition);
        await two.WhenCancelledAsync();
        Assert.False(one.IsCancellationRequested);
        Delivery last = Assert.NotNull(await consumer.NextAsync(Soon));
        Assert.Equal(second.Offset + 2, last.Offset); // The one between was lost before it was shown.
        await Assert.ThrowsAsync<ActorMQException>(async () => await second.ExtendAsync(Soon));
    });

    [Fact]
    public void A_notice_of_another_attempt_changes_nothing() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Delivery held = await OneAsync(s, client);
        CancellationToken lost = held.LockLost;
        var range = new LostRange { First = held.Offset, Count = 1, Attempt = 2 };
        Notify(s, NoticeKind.LockLost, range, held.Partition);
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.False(lost.IsCancellationRequested);
    });

    [Fact]
    public void An_extension_holds_for_as_long_as_it_says_and_no_longer() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Delivery held = await OneAsync(s, client);
        CancellationToken lost = held.LockLost;
        await held.ExtendAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(600_000u, s.Node.Settles.Single(static one => one.HasAckWaitMs).AckWaitMs);
        await Task.Delay(TimeSpan.FromMinutes(9), s.Runtime.Time);
        Assert.False(lost.IsCancellationRequested);
        await Task.Delay(TimeSpan.FromMinutes(2), s.Runtime.Time);
        Assert.True(lost.IsCancellationRequested);
    });

    [Fact]
    public void An_extension_of_what_another_has_fails_and_the_lock_is_lost() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Delivery held = await OneAsync(s, client);
        s.Node.Held.Clear();
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await held.ExtendAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal("AMQ-4002", told.Code);
        Assert.True(held.LockLost.IsCancellationRequested);
    });

    [Fact]
    public void An_extension_of_what_is_settled_or_out_of_bounds_fails_at_once() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        Delivery held = await OneAsync(s, client);
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await held.ExtendAsync(TimeSpan.Zero));
        Assert.Equal("AMQ-2009", told.Code);
        await held.AckAsync();
        told = await Assert.ThrowsAsync<ActorMQException>(async () => await held.ExtendAsync(Soon));
        Assert.Equal("AMQ-4002", told.Code);
    });

    [Fact]
    public void What_the_node_says_the_ack_wait_is_holds() => Simulation.Run(8, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        var options = new ConsumerOptions { AckWait = TimeSpan.FromSeconds(4) };
        await client.Producer("orders").SendAsync("m");
        Consumer consumer = client.Subscribe("orders", "g", options);
        Assert.NotNull(await consumer.NextAsync(Soon));
        await Task.Delay(TimeSpan.FromSeconds(21), s.Runtime.Time);
        Assert.InRange(s.Node.Extensions.Count, 9, 11); // One each 2 s.
        await using Consumer other = client.Subscribe("orders", "h");
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.Equal([4_000, 0], s.Node.Subscribes.Select(static one => one.AckWaitMs));
    });

    [Fact]
    public void A_consumer_that_is_slow_is_told_so() => Simulation.Run(9, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await OneAsync(s, client);
        Notify(s, NoticeKind.SlowConsumer, null, 0);
        ClientEvent told = await client.Events.FirstAsync(ClientEventKind.SlowConsumer);
        Assert.Equal(("orders", "g"), (told.Topic, told.Group));
    });

    // So that nothing but the lock comes to its end.
    private static ClientOptions Patient => new() { RequestTimeout = TimeSpan.FromMinutes(20) };

    private static Message[] SameKey(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => new Message($"{number}", "k"))];

    private static async Task<Delivery> OneAsync(Simulation s, ActorMQClient client)
    {
        await client.Producer("orders").SendAsync("m");
        return Assert.NotNull(await client.Subscribe("orders", "g").NextAsync(Soon));
    }

    private static void Notify(Simulation s, NoticeKind kind, LostRange? range, int partition)
    {
        var notice = new Notice { Kind = kind, SubscriptionId = 11, Partition = partition };
        if (range is not null)
            notice.Range.Add(range);
        s.Node.Connections.Single(static one => one.IsConsumer).Send(FrameType.Notice, 0, notice);
    }
}
