using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>A consumer whose connection is lost claims what it holds, and shows nothing twice.</summary>
public sealed class ReclaimTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_claimed_in_time_comes_once(ulong seed) => Simulation.Run(seed, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(40));
        Consumer consumer = client.Subscribe("orders", "g");
        List<(string Text, int Attempt)> seen = [];
        Delivery held = await NextAsync(consumer, seen);
        CancellationToken lost = held.LockLost;
        for (int number = 1; number < 40; number++)
        {
            if (number % 10 == 0)
                Cut(s);
            await (await NextAsync(consumer, seen)).AckAsync();
        }
        await held.AckAsync();
        await consumer.FlushAsync();
        Assert.Equal(40, seen.Distinct().Count());
        Assert.Equal(40, seen.Count);
        Assert.False(lost.IsCancellationRequested);
        Assert.Equal(40, s.Node.Settled.Count);
        Assert.Equal(0, consumer.StaleSettlements);
    });

    [Fact]
    public void It_says_that_it_was_here_and_which_is_the_last_claim_of_each_partition() => Simulation.Run(4, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
        Cut(s);
        await Task.Delay(Soon, s.Runtime.Time);
        Assert.Equal([false, true], s.Node.Subscribes.Select(static one => one.Resume));
        Assert.Single(s.Node.Subscribes.Select(static one => one.ConsumerId).Distinct());
        Settle[] claims = [.. s.Node.Settles.Where(static one => one.ClaimsComplete)];
        Assert.Equal([0, 1, 2, 3], claims.Select(static one => one.Partition).Order());
        SettleRange claim = Assert.Single(claims.SelectMany(static one => one.Range));
        Assert.Equal((held.Offset, SettleKind.Extend), (claim.First, claim.Kind));
    });

    [Fact]
    public void What_was_settled_meanwhile_is_told_before_the_claims() => Simulation.Run(5, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(4));
        Consumer consumer = client.Subscribe("orders", "g");
        IReadOnlyList<Delivery> four = await consumer.FetchAsync(4, Soon);
        Cut(s);
        await four[1].AckAsync();
        await Task.Delay(Soon, s.Runtime.Time);
        int ack = s.Node.Settles.FindIndex(static one => one.Range.Any(static r => r.Kind == SettleKind.Ack));
        int claim = s.Node.Settles.FindIndex(static one => one.Range.Any(static r => r.Kind == SettleKind.Extend));
        Assert.InRange(ack, 0, claim - 1);
        Assert.Contains((four[1].Partition, four[1].Offset), s.Node.Settled);
        Assert.Equal(3, s.Node.Held.Count);
    });

    [Fact]
    public void What_the_node_does_not_grant_is_lost_and_not_shown() => Simulation.Run(6, async s =>
    {
        s.Node.Group.KeepsHeld = false;
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(10));
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
        CancellationToken lost = held.LockLost;
        Cut(s);
        await lost.WhenCancelledAsync();
        HashSet<string> seen = [];
        while (await consumer.NextAsync(Soon) is { } delivery)
            Assert.True(seen.Add(delivery.Text), $"{delivery.Text} was shown twice");
        Assert.Equal(10, seen.Count);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_claimed_is_not_shown_before_the_node_has_answered(ulong seed) => Simulation.Run(seed, async s =>
    {
        s.Node.Group.KeepsHeld = false;
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(10));
        Consumer consumer = client.Subscribe("orders", "g");
        Assert.NotNull(await consumer.NextAsync(Soon));
        await Task.Delay(Soon, s.Runtime.Time);
        Cut(s);
        await Task.Delay(TimeSpan.FromMilliseconds(5), s.Runtime.Time);
        // Somebody waits when the connection is there again, and gets what the node gives, not what it does not grant.
        HashSet<string> seen = [];
        while (await consumer.NextAsync(Soon) is { } delivery)
            Assert.True(seen.Add(delivery.Text), $"{delivery.Text} was shown twice");
        Assert.Equal(10, seen.Count);
    });

    [Fact]
    public void Nothing_is_shown_while_the_node_is_away_and_what_lapses_is_lost() => Simulation.Run(7, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(Numbered(10));
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
        CancellationToken lost = held.LockLost;
        s.Node.Script = static (_, _) => new NodeAnswer(NodeConduct.CloseBefore);
        Cut(s);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        Assert.Null(await consumer.NextAsync(TimeSpan.FromSeconds(20)));
        Assert.False(lost.IsCancellationRequested);
        Assert.Null(await consumer.NextAsync(TimeSpan.FromSeconds(20)));
        Assert.True(lost.IsCancellationRequested);
        s.Node.Script = static (_, _) => NodeAnswer.Serve;
        HashSet<string> seen = [];
        while (await consumer.NextAsync(Soon) is { } delivery)
            seen.Add(delivery.Text);
        Assert.Equal(10, seen.Count);
    });

    [Fact]
    public void An_extension_that_is_waited_for_is_asked_again() => Simulation.Run(8, async s =>
    {
        s.Node.Script = static (type, number) =>
            new NodeAnswer(type == FrameType.Settle && number == 1 ? NodeConduct.CloseBefore : NodeConduct.Serve);
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        Delivery held = Assert.NotNull(await client.Subscribe("orders", "g").NextAsync(Soon));
        await held.ExtendAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(2, s.Node.Subscribes.Count);
        Assert.False(held.LockLost.IsCancellationRequested);
    });

    [Fact]
    public void What_is_lost_while_a_claim_waits_for_its_answer_gives_its_credit_back() => Simulation.Run(9, async s =>
    {
        s.Node.Script = static (type, number) =>
            new NodeAnswer(type == FrameType.Settle && number <= 2 ? NodeConduct.Ignore : NodeConduct.Serve);
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("m");
        Delivery held = Assert.NotNull(await client.Subscribe("orders", "g").NextAsync(Soon));
        Cut(s);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        var notice = new Notice { Kind = NoticeKind.LockLost, SubscriptionId = 11, Partition = held.Partition };
        notice.Range.Add(new LostRange { First = held.Offset, Count = 1, Attempt = held.Attempt });
        s.Node.Connections.Single(static one => one.IsConsumer).Send(FrameType.Notice, 0, notice);
        await Task.Delay(TimeSpan.FromSeconds(1), s.Runtime.Time);
        SettleRange back = Assert.Single(
            s.Node.Settles.SelectMany(static one => one.Range), static one => one.Kind == SettleKind.Nack);
        Assert.Equal(held.Offset, back.First);
    });

    private static Message[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => new Message($"{number}", $"k{number % 3}"))];

    private static void Cut(Simulation s) =>
        s.Node.Connections.FirstOrDefault(static one => one.IsConsumer)?.Close();

    private static async Task<Delivery> NextAsync(Consumer consumer, List<(string, int)> seen)
    {
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(TimeSpan.FromMinutes(1)));
        seen.Add((delivery.Text, delivery.Attempt));
        return delivery;
    }
}
