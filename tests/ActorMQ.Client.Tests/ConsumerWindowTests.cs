using ActorMQ.Client.Consuming;

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
        Assert.Equal(0, window.UnsentAcks);
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
        while (window.TryTake(out _))
        {
        }

        Assert.Equal(0, window.BufferedBytes);
    }

    [Fact]
    public void What_could_not_be_extended_in_time_is_given_back_and_not_given_out()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch batch = Batch(0, 5);
        window.Add(batch, nowMs: 0);
        batch.Taken = 2;
        List<SettleOrder> orders = [];
        window.CollectExtensions(nowMs: 30_000, orders);
        window.CollectExtensions(nowMs: 60_000, orders);
        Assert.Equal([(2L, 3, SettleVerb.Nack)], orders.Select(static one => (one.First, one.Count, one.Verb)));
        Assert.False(window.TryTake(out _));
        Assert.True(window.TryAck(batch, 1));
        Assert.False(window.TryAck(batch, 2));
    }

    [Fact]
    public void A_lost_link_drops_what_is_buffered_and_keeps_the_acks()
    {
        var window = new ConsumerWindow(Options);
        DeliveredBatch held = Batch(0, 2);
        window.Add(held, 0);
        window.Add(Batch(2, 2), 0);
        window.TryTake(out _);
        window.TryAck(held, 0);
        window.OnLinkLost();
        Assert.False(window.TryTake(out _));
        Assert.False(window.HasLive);
        window.TryAck(held, 1);
        List<SettleOrder> orders = [];
        window.DrainAcks(orders);
        Assert.Equal((0L, 2), (orders.Single().First, orders.Single().Count));
    }

    private static DeliveredBatch Batch(long first, int count) =>
        new(new NoSettler(), new DeliveryRange(0, 1, 1, first, count, first), new byte[count]);

    private sealed class NoSettler : ISettler
    {
        public string Topic => "t";

        public void Ack(DeliveredBatch batch, int index) => throw new NotSupportedException();

        public void Nack(DeliveredBatch batch, int index) => throw new NotSupportedException();
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
            Extend(nowMs + 20_000);
            Extend(nowMs + 40_000);
            Assert.Equal(batches.Any(static batch => !batch.IsSettled), window.HasLive);
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
            Assert.Equal(isNew, isAck ? window.TryAck(batch, index) : window.TryNack(batch, index));
            if (isNew && isAck)
                acked.Add(offset);
        }

        private void Tell()
        {
            List<SettleOrder> orders = [];
            window.DrainAcks(orders);
            foreach (SettleOrder order in orders)
            {
                Assert.Equal(SettleVerb.Ack, order.Verb);
                for (long offset = order.First; offset < order.First + order.Count; offset++)
                    Assert.True(told.Add(offset), $"seed {seed}: {offset} is told twice");
            }
        }

        private void Extend(long atMs)
        {
            List<SettleOrder> orders = [];
            window.CollectExtensions(atMs, orders);
            foreach (SettleOrder order in orders)
            {
                for (long offset = order.First; offset < order.First + order.Count; offset++)
                    Assert.True(order.Verb == SettleVerb.Nack ? unsettled.Remove(offset) : unsettled.Contains(offset));
            }
        }
    }
}
