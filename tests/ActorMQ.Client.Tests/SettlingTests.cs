using System.Text;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>What each settlement is on the wire.</summary>
public sealed class SettlingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_nack_says_when_and_why() => Simulation.Run(1, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["a", "b", "c"]);
        Consumer consumer = client.Subscribe("orders", "g");
        IReadOnlyList<Delivery> three = await consumer.FetchAsync(3, Soon);
        await three[0].NackAsync(TimeSpan.Zero, "at once");
        await three[1].NackAsync(TimeSpan.FromDays(7));
        await three[2].NackAsync(reason: "whenever");
        await consumer.FlushAsync();
        SettleRange[] nacks = [.. Ranges(s, SettleKind.Nack)];
        Assert.Equal([0u, 604_800_000u], nacks.Where(static one => one.HasDelayMs).Select(static one => one.DelayMs));
        Assert.Equal(["at once", "", "whenever"], nacks.Select(static one => one.Reason));
    });

    [Fact]
    public void What_a_delivery_leaves_out_is_neither_given_out_nor_settled() => Simulation.Run(9, async s =>
    {
        s.Node.Selected = static (_, count) => count == 6 ? [0b10_1001] : [1];
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(["a", "b", "c", "d", "e", "f"]);
        await using Consumer consumer = client.Subscribe("orders", "g");
        IReadOnlyList<Delivery> three = await consumer.FetchAsync(3, Soon);
        Assert.Equal(["a", "d", "f"], three.Select(static one => Encoding.UTF8.GetString(one.Body.Span)));
        Assert.Null(await consumer.NextAsync(TimeSpan.FromSeconds(1)));
        await three[1].NackAsync();
        await three[0].AckAsync();
        await three[2].AckAsync();
        await consumer.FlushAsync();
        Assert.Equal([(0L, 1), (5L, 1)], Ranges(s, SettleKind.Ack).Select(static one => (one.First, one.Count)));
        Assert.Equal([(3L, 1)], Ranges(s, SettleKind.Nack).Select(static one => (one.First, one.Count)));
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(8 * 24)]
    public void A_delay_out_of_bounds_is_refused_at_the_call(int hours) => Simulation.Run(2, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("a");
        Delivery delivery = Assert.NotNull(await client.Subscribe("orders", "g").NextAsync(Soon));
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await delivery.NackAsync(TimeSpan.FromHours(hours)));
        Assert.Equal("AMQ-2009", told.Code);
    });

    [Fact]
    public void A_reject_carries_its_reason_cut_between_two_characters() => Simulation.Run(3, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("a");
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(Soon));
        await delivery.RejectAsync("ab" + string.Concat(Enumerable.Repeat("€", 200)));
        await consumer.FlushAsync();
        string reason = Ranges(s, SettleKind.Reject).Single().Reason;
        Assert.Equal(2 + 84 * 3, Encoding.UTF8.GetByteCount(reason));
        Assert.EndsWith("€", reason);
    });

    [Fact]
    public void A_reject_is_refused_where_there_are_no_dead_letters() => Simulation.Run(4, async s =>
    {
        s.Node.Group.DeadLettersOff = true;
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("a");
        Consumer consumer = client.Subscribe("orders", "g");
        Delivery delivery = Assert.NotNull(await consumer.NextAsync(Soon));
        ActorMQException told = await Assert.ThrowsAsync<ActorMQException>(
            async () => await delivery.RejectAsync("bad"));
        Assert.Equal("AMQ-2009", told.Code);
        await delivery.AckAsync(); // It is still to be settled.
        await consumer.FlushAsync();
        Assert.Single(s.Node.Settled);
    });

    [Fact]
    public void What_is_in_hand_for_a_while_is_reported_once_without_asking_for_an_answer() =>
        Simulation.Run(5, async s =>
        {
            await using ActorMQClient client = await s.ConnectAsync();
            await client.Producer("orders").SendBatchAsync([new Message("a", "k"), new Message("b", "k")]);
            Consumer consumer = client.Subscribe("orders", "g", new ConsumerOptions { Concurrency = 3 });
            Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
            await Task.Delay(TimeSpan.FromSeconds(3), s.Runtime.Time);
            Settle start = Assert.Single(s.Node.Settles);
            Assert.False(start.WantReply);
            Assert.Equal((held.Offset, 1), (start.Range.Single().First, start.Range.Single().Count));
            Assert.Equal(SettleKind.Start, start.Range.Single().Kind);
            Assert.Equal(3, s.Node.Subscribes.Single().Concurrency);
        });

    [Fact]
    public void What_lapses_in_the_buffer_is_never_shown_and_gives_its_credit_back() => Simulation.Run(6, async s =>
    {
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendBatchAsync(
            [.. Enumerable.Range(0, 9).Select(static number => new Message($"{number}", "k"))]);
        Consumer consumer = client.Subscribe(
            "orders", "g", new ConsumerOptions { ExtendMax = TimeSpan.FromSeconds(60) });
        Delivery held = Assert.NotNull(await consumer.NextAsync(Soon));
        await Task.Delay(TimeSpan.FromSeconds(130), s.Runtime.Time); // The application stands still.
        Assert.Equal(9, Ranges(s, SettleKind.Nack).Where(static one => one.Attempt == 1).Sum(static one => one.Count));
        Delivery next = Assert.NotNull(await consumer.NextAsync(Soon));
        Assert.Equal(2, next.Attempt);
        Assert.Equal(0, consumer.StaleSettlements);
        Assert.True(held.LockLost.IsCancellationRequested);
    });

    [Fact]
    public void A_settlement_that_is_refused_for_now_goes_again() => Simulation.Run(7, async s =>
    {
        s.Node.Script = static (type, number) => type == Protocol.FrameType.Settle && number < 4
            ? NodeAnswer.Refuse(ErrorCode.Overloaded)
            : NodeAnswer.Serve;
        await using ActorMQClient client = await s.ConnectAsync();
        await client.Producer("orders").SendAsync("a");
        Consumer consumer = client.Subscribe("orders", "g");
        await Assert.NotNull(await consumer.NextAsync(Soon)).AckAsync();
        await consumer.FlushAsync();
        Assert.Single(s.Node.Settled);
        Assert.Equal(0, consumer.StaleSettlements);
    });

    private static IEnumerable<SettleRange> Ranges(Simulation s, SettleKind kind) =>
        s.Node.Settles.SelectMany(static one => one.Range).Where(one => one.Kind == kind);
}
