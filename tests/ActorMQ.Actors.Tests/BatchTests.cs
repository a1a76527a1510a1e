namespace ActorMQ.Actors.Tests;

public sealed class BatchTests
{
    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_batch_receiver_gets_everything_in_order_in_batches_of_many_sizes(ulong seed)
    {
        var sim = new Simulation(seed);
        var batcher = new Batcher(64);
        IActorRef actor = sim.System.ActorOf(new Props(() => batcher), "batcher");
        for (int number = 0; number < 500; number++)
            actor.Tell(number);

        sim.Settle();

        Assert.Equal(Enumerable.Range(0, 500).Cast<object>(), batcher.Seen);
        Assert.InRange(batcher.Sizes.Max(), 2, 64);
        Assert.True(batcher.Sizes.Distinct().Count() > 3);
    }

    [Fact]
    public void Ticks_come_in_their_place_and_a_pill_ends_the_batch()
    {
        var sim = new Simulation(1);
        var batcher = new Batcher(64) { Tick = "tick" };
        IActorRef actor = sim.System.ActorOf(new Props(() => batcher), "batcher");
        sim.Probe.Watch(actor);
        sim.Runtime.Advance(TimeSpan.FromSeconds(1));
        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(2);

        sim.Probe.ExpectMsg<Terminated>();
        sim.Settle();

        Assert.Equal(["tick", 1], batcher.Seen);
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.Terminated));
    }

    [Fact]
    public void A_failing_batch_restarts_the_actor_and_later_mail_arrives()
    {
        var sim = new Simulation(2);
        var seen = new List<object>();
        IActorRef actor = sim.System.ActorOf(new Props(() => new Batcher(1) { Seen = seen }), "batcher");
        foreach (object message in (object[])[1, "bad", 2])
            actor.Tell(message);

        sim.Settle();

        Assert.Equal([1, 2], seen);
    }

    private sealed class Batcher(int maxBatch) : ActorBase, IBatchReceiver
    {
        public List<object> Seen { get; init; } = [];

        public List<int> Sizes { get; } = [];

        public object? Tick { get; init; }

        public int MaxBatch => maxBatch;

        public void ReceiveBatch(ReadOnlySpan<Envelope> batch)
        {
            Sizes.Add(batch.Length);
            foreach (Envelope mail in batch)
                Seen.Add(mail.Message is "bad" ? throw new BoomException() : mail.Message);
        }

        protected override bool Receive(object message) => throw new InvalidOperationException("Batches only.");

        protected override void PreStart()
        {
            if (Tick is not null)
                Context.Timers.Once(Tick, TimeSpan.FromMilliseconds(1));
        }
    }
}
