using ActorMQ.Actors.Timers;
using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_single_timer_fires_once_exactly_when_due()
    {
        var sim = new Simulation(1);
        Armed(sim, static timers => timers.StartSingle("key", "tick", Second));

        sim.Probe.ExpectNoMsg(Second - TimeSpan.FromTicks(1));
        sim.Probe.ExpectMsg("tick", TimeSpan.FromTicks(1));
        sim.Probe.ExpectNoMsg(10 * Second);
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_tick_that_waits_is_never_seen_after_a_re_arm(ulong seed) =>
        AssertStaleTickIsDropped(seed, static self => self.Ctx.Timers.StartSingle("key", "fresh", Second), "fresh");

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_tick_that_waits_is_never_seen_after_a_cancel(ulong seed) =>
        AssertStaleTickIsDropped(seed, static self => self.Ctx.Timers.Cancel("key"));

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_tick_that_waits_is_never_seen_after_a_restart(ulong seed) =>
        AssertStaleTickIsDropped(seed, static _ => throw new BoomException());

    [Fact]
    public void A_fixed_rate_catches_up_after_a_slow_turn_and_a_fixed_delay_starts_from_it()
    {
        var sim = new Simulation(2);
        var ticks = new List<(object Tick, double At)>();
        IActorRef actor = sim.Start(() => new ScriptActor
        {
            OnStart = self =>
            {
                self.Ctx.Timers.StartFixedRate("rate", "rate", Second);
                self.Ctx.Timers.StartFixedDelay("delay", "delay", Second);
            },
            OnMessage = (_, message) =>
            {
                if (message is "slow")
                    sim.Runtime.Advance(2.2 * Second);
                else
                    ticks.Add((message, sim.Runtime.Clock.Now.TotalSeconds));
                return true;
            },
        });
        sim.Runtime.Advance(0.5 * Second);
        actor.Tell("slow");

        sim.Runtime.Advance(4 * Second);

        Assert.Equal([2.7, 2.7, 3.0, 4.0], TimesOf("rate"));
        Assert.Equal([2.7, 3.7], TimesOf("delay"));

        IEnumerable<double> TimesOf(string name) =>
            ticks.Where(tick => Equals(tick.Tick, name)).Select(static tick => tick.At);
    }

    [Fact]
    public void Keyless_timers_do_not_replace_each_other()
    {
        var sim = new Simulation(3);
        Armed(sim, static timers =>
        {
            timers.Once(1, Second);
            timers.Once(2, 2 * Second);
        });

        sim.Probe.ExpectMsg(1, Second);
        sim.Probe.ExpectMsg(2, Second);
    }

    [Fact]
    public void More_timers_than_the_limit_fail_with_the_way_out()
    {
        var sim = new Simulation(4);
        Exception? failure = null;
        Armed(sim, timers =>
        {
            for (int armed = 0; armed < ITimerScheduler.ArmedMax; armed++)
                timers.StartSingle(armed, "tick", Second);
            failure = Record.Exception(() => timers.Once("one more", Second));
        });
        sim.Settle();

        Assert.Contains("arm one for the first", Assert.IsType<InvalidOperationException>(failure).Message);
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Random_timers_fire_in_the_order_of_a_plain_sorted_list(ulong seed)
    {
        var runtime = new SimulatedRuntime(seed);
        var chance = new SeededRandom(seed);
        using var queue = new TimerQueue(runtime.Time);
        var fired = new List<(long At, int Id)>();
        var armed = new Dictionary<int, (TimerEntry Entry, long Due)>();
        var expected = new List<(long At, int Id)>();
        for (int id = 0; id < 500; id++)
        {
            int mine = id;
            TimeSpan wait = TimeSpan.FromMilliseconds(chance.Next(1, 200));
            TimerEntry entry = queue.Start(new Target(() => fired.Add((queue.Ticks, mine))), wait);
            armed[id] = (entry, entry.Due);
            if (chance.Next(3) == 0 && armed.Remove(chance.Next(id + 1), out (TimerEntry Entry, long Due) victim))
                queue.Cancel(victim.Entry);
            if (chance.Next(10) == 0)
                runtime.Advance(TimeSpan.FromMilliseconds(chance.Next(50)));
            foreach ((int done, _) in armed.Where(each => each.Value.Due <= queue.Ticks).OrderBy(Due).ToList())
                expected.Add((armed[done].Due, Removed(armed, done)));
        }
        runtime.Advance(Second);
        expected.AddRange(armed.OrderBy(Due).Select(static left => (left.Value.Due, left.Key)));

        Assert.Equal(expected, fired);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Cancelled_entries_do_not_pile_up()
    {
        var runtime = new SimulatedRuntime(5);
        using var queue = new TimerQueue(runtime.Time);
        for (int round = 0; round < 10_000; round++)
            queue.Cancel(queue.Start(new Target(static () => { }), Second));

        Assert.InRange(queue.Count, 0, 200);
    }

    private static (long Due, int Id) Due(KeyValuePair<int, (TimerEntry Entry, long Due)> each) =>
        (each.Value.Due, each.Key);

    private static int Removed(Dictionary<int, (TimerEntry Entry, long Due)> armed, int id)
    {
        armed.Remove(id);
        return id;
    }

    private static void Armed(Simulation sim, Action<ITimerScheduler> arm) => sim.Start(() => new ScriptActor
    {
        OnStart = self => arm(self.Ctx.Timers),
        OnMessage = (_, message) => sim.Probe.Ref.TryTell(message) == TellResult.Accepted,
    });

    private static void AssertStaleTickIsDropped(ulong seed, Action<ScriptActor> change, params object[] expected)
    {
        var sim = new Simulation(seed);
        var seen = new List<object>();
        bool first = true;
        IActorRef actor = sim.Start(() => new ScriptActor
        {
            OnStart = self =>
            {
                if (first)
                    self.Ctx.Timers.StartSingle("key", "stale", Second);
                first = false;
            },
            OnMessage = (self, message) =>
            {
                if (message is not "change")
                {
                    seen.Add(message);
                    return true;
                }
                // The turn is held until the tick lies in the mailbox.
                sim.Runtime.Advance(Second);
                change(self);
                return true;
            },
        });
        sim.Settle();

        actor.Tell("change");
        sim.Runtime.Advance(10 * Second);

        Assert.Equal(expected, seen);
    }

    private sealed class Target(Action fire) : ITimerTarget
    {
        public void Fire() => fire();
    }
}
