using ActorMQ.Client.Consuming;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Tests;

/// <summary>The window against plain sets: what is told to the node, and what is extended.</summary>
public sealed class ConsumerWindowTests
{
    private static readonly ConsumerOptions Options = new() { WindowMessages = 64, AckWait = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Each_ack_is_told_once_and_each_delivery_is_extended_until_it_is_settled()
    {
        for (int seed = 1; seed <= 200; seed++)
            new Walk(seed).Run();
    }

    [Fact]
    public void Acks_that_follow_each_other_become_one_range()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch batch = Batch(100, 50);
        window.Add(batch, 0);
        for (int index = 10; index < 20; index++)
            window.TryAck(batch, index);
        window.TryAck(batch, 5);
        List<SettleOrder> orders = [];
        window.DrainAcks(orders);
        Assert.Equal([(105L, 1), (110L, 10)], orders.Select(static order => (order.First, order.Count)));
        Assert.Equal(0, window.Unsent);
    }

    [Fact]
    public void A_flush_is_due_at_a_quarter_of_the_window()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch batch = Batch(0, 50);
        window.Add(batch, 0);
        for (int index = 0; index < 15; index++)
            window.TryAck(batch, index);
        Assert.False(window.IsFlushDue);
        window.TryAck(batch, 15);
        Assert.True(window.IsFlushDue);
    }

    [Fact]
    public void Deliveries_without_a_byte_fill_the_buffer_too()
    {
        var window = new ConsumerWindow(Options);
        int added = 0;
        for (; !window.IsOverfull && added < 1_000_000; added++)
            window.Add(Batch(added, 1), nowMs: 0);
        Assert.InRange(added, Options.WindowMessages, 100_000);
        while (window.TryTake(nowMs: 0, out _))
        {
        }

        Assert.Equal(0, window.BufferedBytes);
    }

    [Fact]
    public void What_nobody_extended_in_time_is_not_given_out()
    {
        var window = new ConsumerWindow(Options);
        window.Add(Batch(0, 1), nowMs: 0);
        Assert.False(window.TryTake(nowMs: 30_000, out _));
    }

    [Fact]
    public void What_lapses_unseen_goes_back_and_is_not_given_out()
    {
        var window = new ConsumerWindow(Options);
        window.Add(Batch(0, 3), nowMs: 0);
        List<SettleOrder> renewals = [];
        List<SettleOrder> back = [];
        var losses = new LockLosses();
        Assert.Equal(long.MaxValue, window.Look(30_000, new LookTurn(losses, renewals, back)));
        Assert.Empty(renewals);
        Assert.Equal([(0L, 3)], back.Select(static order => (order.First, order.Count)));
        Assert.Empty(losses.Ranges); // The application has never seen them.
        Assert.False(window.HasLive);
        Assert.False(window.TryTake(nowMs: 0, out _));
    }

    [Fact]
    public void A_lost_link_withholds_what_is_buffered_and_claims_all_that_is_held()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch held = Batch(0, 3);
        window.Add(held, 0);
        window.Add(Batch(3, 2), 0);
        window.TryTake(0, out _);
        window.TryAck(held, 1);
        window.OnLinkLost();
        Assert.False(window.TryTake(0, out _));
        List<SettleOrder> orders = [];
        window.CollectClaims(0, orders);
        Assert.Equal([(0L, 1), (2L, 1), (3L, 2)], orders.Select(static order => (order.First, order.Count)).Order());
        window.IsWithheld = false;
        Assert.True(window.TryTake(0, out _));
    }

    [Fact]
    public void What_the_application_has_in_hand_is_told_once_and_again_after_a_lost_link()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch batch = Batch(0, 10);
        window.Add(batch, 0);
        window.TryTake(0, out _);
        Assert.Equal([], Starts(window));
        batch.Taken = 3;
        window.TryAck(batch, 1);
        Assert.Equal([(0L, 1), (2L, 1)], Starts(window));
        batch.Taken = 5;
        Assert.Equal([(3L, 2)], Starts(window));
        Assert.Equal([], Starts(window));
        window.CollectClaims(0, []);
        Assert.Equal([(0L, 1), (2L, 3)], Starts(window));
    }

    [Fact]
    public void Each_delivery_is_renewed_for_as_long_as_it_may_be_whatever_the_others_do()
    {
        var window = new ConsumerWindow(Options with { ExtendMax = TimeSpan.FromSeconds(60) });
        DeliveredBatch batch = Batch(0, 100);
        window.Add(batch, 0);
        window.TryTake(0, out _);
        batch.Taken = 1;
        var losses = new LockLosses();
        for (int second = 1; second <= 90; second++)
        {
            LookConfirmed(window, second * 1_000, losses);
            batch.Taken++;
            window.TryAck(batch, batch.Taken - 1);
        }
        LookConfirmed(window, 91_000, losses);
        Assert.Equal((0, 1), (losses.Ranges.Single().Index, losses.Ranges.Single().Count));
        Assert.True(batch.IsHeld(99));
    }

    private static IEnumerable<(long, int)> Starts(ConsumerWindow window)
    {
        List<SettleOrder> orders = [];
        window.DrainAcks(orders);
        return orders.Where(static order => order.Kind == SettleKind.Start)
            .Select(static order => (order.First, order.Count));
    }

    // A look whose extensions the node grants at once.
    private static void LookConfirmed(ConsumerWindow window, long nowMs, LockLosses losses)
    {
        List<SettleOrder> renewals = [];
        window.Look(nowMs, new LookTurn(losses, renewals, []));
        foreach (SettleOrder order in renewals)
            order.Batch.Locks.Renew(nowMs + 30_000);
    }

    private static DeliveredBatch Batch(long first, int count) =>
        new(new NoSettler(), new DeliveryRange(0, 1, 1, first, count, first), new byte[count]);

    private sealed class NoSettler : ISettler
    {
        public string Topic => "t";

        public void Ack(DeliveredBatch batch, int index) => throw new NotSupportedException();

        public void Return(DeliveredBatch batch, int index, SettleKind kind, in SettleTerms terms) =>
            throw new NotSupportedException();

        public ValueTask ExtendAsync(
            DeliveredBatch batch, int index, TimeSpan ackWait, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public CancellationToken LockLost(DeliveredBatch batch, int index) => throw new NotSupportedException();
    }

    private sealed class Walk(int seed)
    {
        private readonly Random chance = new(seed);
        private readonly ConsumerWindow window = new(Options);
        private readonly List<DeliveredBatch> batches = [];
        private readonly HashSet<long> unsettled = [];
        private readonly HashSet<long> acked = [];
        private readonly HashSet<long> told = [];
        private long next;
        private long nowMs;

        public void Run()
        {
            for (int step = 0; step < 200; step++)
            {
                nowMs += chance.Next(2_000);
                Step(chance.Next(10));
            }
            Tell();
            Assert.Equal(acked.Order(), told.Order());
            Assert.Equal(batches.Any(static batch => batch.Held != 0), window.HasLive);
            Extend(nowMs + 100_000);
            Assert.False(window.HasLive);
        }

        private void Step(int draw)
        {
            if (draw < 2)
                Add();
            else if (draw < 8 && batches.Count != 0)
                Settle(batches[chance.Next(batches.Count)]);
            else if (draw == 8)
                Tell();
            else
                Extend(nowMs);
        }

        private void Add()
        {
            DeliveredBatch batch = Batch(next, chance.Next(1, 100));
            window.Add(batch, nowMs);
            batches.Add(batch);
            for (int index = 0; index < batch.Range.Count; index++)
                unsettled.Add(next++);
        }

        private void Settle(DeliveredBatch batch)
        {
            int index = chance.Next(batch.Range.Count);
            long offset = batch.Range.First + index;
            bool isNew = unsettled.Remove(offset);
            bool isAck = chance.Next(4) != 0;
            Assert.Equal(isNew, isAck ? window.TryAck(batch, index) : window.TryReturn(batch, index));
            if (isNew && isAck)
                acked.Add(offset);
        }

        private void Tell()
        {
            List<SettleOrder> orders = [];
            window.DrainAcks(orders);
            foreach (SettleOrder order in orders)
            {
                Assert.Equal(SettleKind.Ack, order.Kind);
                for (long offset = order.First; offset < order.First + order.Count; offset++)
                    Assert.True(told.Add(offset), $"seed {seed}: {offset} is told twice");
            }
        }

        private void Extend(long atMs)
        {
            List<SettleOrder> renewals = [];
            List<SettleOrder> back = [];
            window.Look(atMs, new LookTurn(new LockLosses(), renewals, back));
            foreach (SettleOrder order in renewals)
            {
                for (long offset = order.First; offset < order.First + order.Count; offset++)
                    Assert.Contains(offset, unsettled);
                if (chance.Next(2) == 0)
                    order.Batch.Locks.Renew(atMs + 30_000);
            }
            foreach (SettleOrder order in back)
            {
                for (long offset = order.First; offset < order.First + order.Count; offset++)
                    Assert.True(unsettled.Remove(offset), $"seed {seed}: {offset} is dropped twice");
            }
        }
    }
}
