namespace ActorMQ.Actors.Tests;

public sealed class WatchTests
{
    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Exactly_one_notice_comes_and_after_all_earlier_mail_of_the_subject(ulong seed)
    {
        var sim = new Simulation(seed);
        IActorRef subject = sim.Start((self, message) =>
        {
            sim.Probe.Ref.Tell(message);
            if (message is 3)
                self.Ctx.Stop(self.Ctx.Self);
            return true;
        });
        sim.Probe.Watch(subject);
        sim.Probe.Watch(subject);
        sim.Settle();

        for (int number = 1; number <= 3; number++)
            subject.Tell(number);

        for (int number = 1; number <= 3; number++)
            sim.Probe.ExpectMsg(number);
        Assert.Same(subject, sim.Probe.ExpectMsg<Terminated>().Subject);
        sim.Probe.ExpectNoMsg(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_notice_comes_also_when_the_subject_is_dead_already()
    {
        var sim = new Simulation(1);
        IActorRef subject = sim.Start(static (_, _) => true);
        sim.System.Stop(subject);
        sim.Settle();

        sim.Probe.Watch(subject);

        Assert.Same(subject, sim.Probe.ExpectMsg<Terminated>().Subject);
        sim.Probe.ExpectNoMsg(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Unwatching_takes_back_a_notice_that_waits_already()
    {
        var sim = new Simulation(2);
        var seen = new List<object>();
        IActorRef subject = sim.Start(static (_, _) => true);
        IActorRef watcher = sim.Start(
            (self, message) =>
            {
                seen.Add(message);
                if (message is "watch")
                    self.Ctx.Watch(subject);
                else if (message is "end")
                    EndAndUnwatch(sim, self, subject);
                return true;
            },
            "watcher");
        watcher.Tell("watch");
        sim.Settle();

        watcher.Tell("end");
        sim.Settle();

        Assert.Equal(["watch", "end"], seen);
    }

    [Fact]
    public void A_watch_may_name_its_own_notice()
    {
        var sim = new Simulation(3);
        IActorRef subject = sim.Start(static (_, _) => true);
        sim.Start(
            () => new ScriptActor
            {
                OnStart = self => self.Ctx.Watch(subject, "gone"),
                OnMessage = (_, message) => sim.Probe.Ref.TryTell(message) == TellResult.Accepted,
            },
            "watcher");
        sim.Settle();

        sim.System.Stop(subject);

        sim.Probe.ExpectMsg("gone");
    }

    [Fact]
    public void An_unhandled_notice_ends_the_watcher()
    {
        var sim = new Simulation(4);
        IActorRef subject = sim.Start(static (_, _) => true);
        IActorRef watcher = sim.Start(
            () => new ScriptActor { OnStart = self => self.Ctx.Watch(subject), OnMessage = static (_, _) => false },
            "watcher");
        sim.Probe.Watch(watcher);
        sim.Settle();

        sim.System.Stop(subject);

        Assert.Same(watcher, sim.Probe.ExpectMsg<Terminated>().Subject);
    }

    private static void EndAndUnwatch(Simulation sim, ScriptActor self, IActorRef subject)
    {
        // The watcher holds its turn while the subject ends, so that the notice is in its mailbox by then.
        sim.System.Stop(subject);
        sim.Runtime.RunReady();
        self.Ctx.Unwatch(subject);
    }
}
