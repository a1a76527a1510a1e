using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class OrderTests
{
    private const int Senders = 8;
    private const int EachSends = 20_000;

    [Fact]
    public async Task Messages_of_each_of_eight_threads_arrive_in_their_order_and_one_at_a_time()
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("order", runtime);
        var witness = new Witness(Senders * EachSends);
        IActorRef actor = system.ActorOf(new Props(() => witness), "witness");

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => TellAll(actor, sender))));
        await witness.Done;

        Assert.Equal(0, witness.OutOfOrder);
        Assert.Equal(0, witness.Overlaps);
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Messages_of_each_actor_arrive_in_their_order_whatever_the_interleaving(ulong seed)
    {
        var sim = new Simulation(seed);
        var witness = new Witness(Senders * 50);
        IActorRef actor = sim.System.ActorOf(new Props(() => witness), "witness");
        for (int sender = 0; sender < Senders; sender++)
        {
            int mine = sender;
            sim.Start((self, next) => TellNext(self, actor, mine, (int)next), $"sender-{sender}").Tell(0);
        }

        sim.Settle();

        Assert.Equal(Senders * 50, witness.Seen);
        Assert.Equal(0, witness.OutOfOrder);
    }

    private static bool TellNext(ScriptActor self, IActorRef actor, int sender, int next)
    {
        if (next == 50)
            return true;
        actor.Tell(new Numbered(sender, next));
        self.Ctx.Self.Tell(next + 1);
        return true;
    }

    private static void TellAll(IActorRef actor, int sender)
    {
        var wait = new SpinWait();
        for (int number = 0; number < EachSends; number++)
        {
            var message = new Numbered(sender, number);
            while (actor.TryTell(message) == TellResult.MailboxFull)
                wait.SpinOnce();
        }
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Witness(int expected) : ActorBase
    {
        private readonly int[] next = new int[Senders];
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int inside;

        public int Seen { get; private set; }

        public int OutOfOrder { get; private set; }

        public int Overlaps { get; private set; }

        public Task Done => done.Task;

        protected override bool Receive(object message)
        {
            var (sender, number) = (Numbered)message;
            if (Interlocked.Increment(ref inside) != 1)
                Overlaps++;
            if (next[sender]++ != number)
                OutOfOrder++;
            if (++Seen == expected)
                done.SetResult();
            Interlocked.Decrement(ref inside);
            return true;
        }
    }
}
