namespace ActorMQ.Actors.Tests;

public sealed class BackoffTests
{
    private static readonly BackoffOptions Plain =
        new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0, TimeSpan.FromSeconds(30));

    private readonly List<BackoffState> states = [];
    private int instances;

    [Fact]
    public void Delays_double_up_to_the_longest_and_start_again_after_health()
    {
        var sim = new Simulation(1);
        IActorRef supervisor = Supervised(sim, Plain);
        for (int failure = 0; failure < 5; failure++)
        {
            supervisor.Tell("bad");
            sim.Runtime.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Equal([1, 2, 4, 8, 8], Delays());

        sim.Runtime.Advance(Plain.HealthyAfter);
        states.Clear();
        supervisor.Tell("bad");
        sim.Runtime.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([1], Delays());
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Jitter_adds_no_more_than_its_share(ulong seed)
    {
        var sim = new Simulation(seed);
        IActorRef supervisor = Supervised(sim, Plain with { Jitter = 0.2 });
        for (int failure = 0; failure < 5; failure++)
        {
            supervisor.Tell("bad");
            sim.Runtime.Advance(TimeSpan.FromSeconds(11));
        }

        foreach ((double delay, double plain) in Delays().Zip([1.0, 2, 4, 8, 8]))
            Assert.InRange(delay, plain, plain * 1.2);
        Assert.Contains(Delays(), static delay => delay % 1 != 0);
    }

    [Fact]
    public void A_stop_of_the_child_itself_is_treated_like_a_failure()
    {
        var sim = new Simulation(2);
        IActorRef supervisor = Supervised(sim, Plain);

        supervisor.Tell("stop");
        sim.Runtime.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, instances);
        Assert.Equal([1], Delays());
    }

    [Fact]
    public void Mail_is_kept_in_order_while_the_child_is_down_and_refused_beyond_the_buffer()
    {
        var sim = new Simulation(3);
        IActorRef supervisor = Supervised(sim, Plain with { BufferWhileDown = 2 }, sim.Probe.Ref);
        supervisor.Tell("bad");
        sim.Settle();
        foreach (string message in (string[])["a", "b", "c"])
            supervisor.Tell(message, sim.Probe.Ref);

        Assert.Equal(new BackoffRefused("c", BackoffPhase.Waiting), sim.Probe.ExpectMsg<BackoffRefused>());
        sim.Probe.ExpectNoMsg(TimeSpan.FromMilliseconds(999));
        sim.Probe.ExpectMsg("a");
        sim.Probe.ExpectMsg("b");
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.Refused));
    }

    [Fact]
    public void Two_failures_at_one_record_quarantine_until_released()
    {
        var sim = new Simulation(4);
        IActorRef supervisor = Supervised(sim, Plain, sim.Probe.Ref);
        FailAt(sim, supervisor, "p/7");
        FailAt(sim, supervisor, "p/8");
        Assert.Equal(BackoffPhase.Running, states[^1].Phase);
        FailAt(sim, supervisor, "p/8");

        Assert.Equal(BackoffPhase.Quarantined, states[^1].Phase);
        Assert.Equal("p/8", states[^1].Position);
        supervisor.Tell("refused", sim.Probe.Ref);
        Assert.Equal(BackoffPhase.Quarantined, sim.Probe.ExpectMsg<BackoffRefused>().Phase);
        sim.Runtime.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, instances);

        supervisor.Tell(new BackoffRelease());
        supervisor.Tell("again", sim.Probe.Ref);
        sim.Probe.ExpectMsg("again");
        Assert.Equal(0, Query(sim, supervisor).Failures);
    }

    [Fact]
    public void Too_many_failures_in_a_row_quarantine_too()
    {
        var sim = new Simulation(5);
        IActorRef supervisor = Supervised(sim, Plain with { MaxRetries = 1 });
        supervisor.Tell("bad");
        sim.Runtime.Advance(TimeSpan.FromSeconds(5));
        supervisor.Tell("bad");
        sim.Runtime.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(BackoffPhase.Quarantined, Query(sim, supervisor).Phase);
    }

    [Fact]
    public void A_start_that_fails_at_a_record_counts_for_the_quarantine()
    {
        var sim = new Simulation(6);
        Props child = new(() => throw new BoomException("p/1"));
        IActorRef supervisor = sim.System.ActorOf(BackoffSupervisor.Props(child, "child", Plain), "supervisor");

        sim.Runtime.Advance(TimeSpan.FromMinutes(1));

        BackoffState state = Query(sim, supervisor);
        Assert.Equal((BackoffPhase.Quarantined, 2, "p/1"), (state.Phase, state.Failures, state.Position));
    }

    private static BackoffState Query(Simulation sim, IActorRef supervisor)
    {
        BackoffState? answer = null;
        sim.Runtime.Run(async () =>
            answer = await supervisor.Ask<BackoffState>(new BackoffQuery(), TimeSpan.FromSeconds(1)));
        return answer!;
    }

    private static void FailAt(Simulation sim, IActorRef supervisor, string position)
    {
        supervisor.Tell(new BoomException(position));
        sim.Runtime.Advance(TimeSpan.FromSeconds(5));
    }

    private IEnumerable<double> Delays() => states
        .Where(static state => state.Phase == BackoffPhase.Waiting)
        .Select(static state => state.Delay.TotalSeconds);

    private IActorRef Supervised(Simulation sim, BackoffOptions options, IActorRef? echo = null)
    {
        Props child = new(() =>
        {
            instances++;
            return new ScriptActor { OnMessage = (self, message) => Behave(self, message, echo) };
        });
        BackoffOptions heard = options with { Changed = states.Add };
        return sim.System.ActorOf(BackoffSupervisor.Props(child, "child", heard), "supervisor");
    }

    private static bool Behave(ScriptActor self, object message, IActorRef? echo)
    {
        switch (message)
        {
            case BoomException boom:
                throw boom;
            case "bad":
                throw new BoomException();
            case "stop":
                self.Ctx.Stop(self.Ctx.Self);
                break;
            default:
                echo?.Tell(message);
                break;
        }
        return true;
    }
}
