using ActorMQ.Actors.Cells;
using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

public sealed class SupervisionTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_failure_after_the_last_retry_of_the_window_stops_the_child()
    {
        var sim = new Simulation(1, new SupervisorStrategy(static _ => Directive.Restart, 2, Window));
        int instances = 0;
        IActorRef actor = sim.Start(() => Failing(() => instances++));
        sim.Probe.Watch(actor);
        sim.Settle();

        actor.Tell("bad");
        actor.Tell("bad");
        sim.Probe.ExpectNoMsg(TimeSpan.FromSeconds(1));
        actor.Tell("bad");

        sim.Probe.ExpectMsg<Terminated>();
        Assert.Equal(3, instances);
    }

    [Fact]
    public void Retries_outside_of_the_window_do_not_count()
    {
        var sim = new Simulation(2, new SupervisorStrategy(static _ => Directive.Restart, 1, Window));
        int instances = 0;
        IActorRef actor = sim.Start(() => Failing(() => instances++));
        sim.Settle();

        for (int failure = 0; failure < 5; failure++)
        {
            actor.Tell("bad");
            sim.Runtime.Advance(Window);
        }

        Assert.Equal(6, instances);
        Assert.Equal(TellResult.Accepted, actor.TryTell("good"));
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_window_agrees_with_a_plain_list_of_restarts(ulong seed)
    {
        var chance = new SeededRandom(seed);
        var window = new RetryWindow();
        var taken = new List<long>();
        long now = 0;
        for (int step = 0; step < 1_000; step++)
        {
            now += chance.Next(50);
            bool room = taken.Count(at => now - at < 100) < 3;
            Assert.Equal(room, window.TryTake(now, 3, TimeSpan.FromTicks(100)));
            if (room)
                taken.Add(now);
        }
    }

    [Fact]
    public void Escalation_fails_the_parent_which_takes_its_children_with_it()
    {
        var sim = new Simulation(3);
        int parents = 0;
        int children = 0;
        var escalate = new SupervisorStrategy(static _ => Directive.Escalate, 0, Window);
        IActorRef parent = sim.System.ActorOf(
            new Props(
                () => new ScriptActor
                {
                    OnStart = self =>
                    {
                        parents++;
                        self.Ctx.ActorOf(new Props(() => Failing(() => children++)), "child");
                    },
                    OnMessage = static (self, message) => TellChild(self, message),
                },
                null,
                escalate),
            "parent");

        parent.Tell("bad");
        sim.Settle();

        Assert.Equal((2, 2), (parents, children));
    }

    [Fact]
    public async Task A_failure_that_escalates_to_the_top_ends_the_system_with_its_reason()
    {
        var sim = new Simulation(4, new SupervisorStrategy(static _ => Directive.Escalate, 0, Window));
        IActorRef actor = sim.Start(() => Failing(static () => { }));

        actor.Tell("bad");
        sim.Settle();

        await Assert.ThrowsAsync<BoomException>(() => sim.System.WhenTerminated);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var sim = new Simulation(5);
        int instances = 0;
        var all = new SupervisorStrategy(static _ => Directive.Restart, 3, Window, AllForOne: true);
        IActorRef parent = sim.System.ActorOf(
            new Props(
                () => new ScriptActor
                {
                    OnStart = self =>
                    {
                        self.Ctx.ActorOf(new Props(() => Failing(() => instances++)), "child");
                        self.Ctx.ActorOf(new Props(() => Failing(() => instances++)), "sibling");
                    },
                    OnMessage = static (self, message) => TellChild(self, message),
                },
                null,
                all),
            "parent");

        parent.Tell("bad");
        sim.Settle();

        Assert.Equal(4, instances);
    }

    [Fact]
    public void The_observer_hears_the_failure_and_the_decision()
    {
        var observer = new Listener();
        var sim = new Simulation(6, observer: observer);
        IActorRef actor = sim.Start(() => Failing(static () => { }));

        actor.Tell("bad");
        sim.Settle();

        Assert.Equal([(actor, Directive.Restart)], observer.Failures);
    }

    private static bool TellChild(ScriptActor self, object message)
    {
        self.Ctx.Children.First().Tell(message);
        return true;
    }

    private static ScriptActor Failing(Action born) => new()
    {
        OnStart = _ => born(),
        OnMessage = static (_, message) => message is "bad" ? throw new BoomException() : true,
    };

    private sealed class Listener : SystemObserver
    {
        public List<(IActorRef Actor, Directive Decision)> Failures { get; } = [];

        public override void OnFailure(IActorRef actor, Exception reason, Directive decision) =>
            Failures.Add((actor, decision));
    }
}
