namespace ActorMQ.Actors.Tests;

public sealed class StopTests
{
    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Children_have_ended_before_their_parents_PostStop(ulong seed)
    {
        var sim = new Simulation(seed);
        var log = new List<string>();
        IActorRef parent = sim.Start(() => Nested(log, "parent", 3));
        sim.Probe.Watch(parent);
        sim.Settle();

        sim.System.Stop(parent);
        sim.Probe.ExpectMsg<Terminated>();

        Assert.Equal(13, log.Count);
        Assert.Equal("parent", log[^1]);
        foreach (string child in log.Where(static name => name.Split('/').Length == 2))
        {
            IEnumerable<string> before = log.Take(log.IndexOf(child));
            Assert.Equal(3, before.Count(name => name.StartsWith(child + "/", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_stop_finishes_the_current_message_and_buries_the_rest()
    {
        var sim = new Simulation(1);
        var log = new List<string>();
        IActorRef actor = sim.Start(() => new ScriptActor
        {
            OnMessage = (self, message) =>
            {
                self.Ctx.Stop(self.Ctx.Self);
                log.Add($"got {message}");
                return true;
            },
            OnStop = _ => log.Add("stop"),
        });
        actor.Tell(1);
        actor.Tell(2);

        sim.Settle();

        Assert.Equal(["got 1", "stop"], log);
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.Terminated));
        Assert.Equal(TellResult.Terminated, actor.TryTell(3));
    }

    [Fact]
    public void A_poison_pill_waits_behind_earlier_mail()
    {
        var sim = new Simulation(2);
        var seen = new List<object>();
        IActorRef actor = sim.Start((_, message) =>
        {
            seen.Add(message);
            return true;
        });
        sim.Probe.Watch(actor);
        object[] mail = [1, 2, PoisonPill.Instance, 3];
        foreach (object message in mail)
            actor.Tell(message);

        sim.Probe.ExpectMsg<Terminated>();
        sim.Settle();

        Assert.Equal([1, 2], seen);
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.Terminated));
    }

    [Fact]
    public void A_name_is_free_again_after_the_end_and_taken_before()
    {
        var sim = new Simulation(3);
        IActorRef first = sim.Start(static (_, _) => true, "twin");
        Assert.Throws<InvalidOperationException>(() => sim.Start(static (_, _) => true, "twin"));

        sim.System.Stop(first);
        sim.Settle();
        IActorRef second = sim.Start(static (_, _) => true, "twin");

        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Fact]
    public void Terminating_ends_every_actor_and_completes()
    {
        var sim = new Simulation(4);
        var log = new List<string>();
        sim.Start(() => Nested(log, "parent", 2));

        sim.Runtime.Run(() => sim.System.Terminate());

        Assert.Equal(7, log.Count);
        Assert.Throws<InvalidOperationException>(() => sim.Start(static (_, _) => true, "late"));
    }

    private static ScriptActor Nested(List<string> log, string name, int width) => new()
    {
        OnStart = self =>
        {
            for (int child = 0; name.Split('/').Length < 3 && child < width; child++)
            {
                string childName = $"{name}/{child}";
                self.Ctx.ActorOf(new Props(() => Nested(log, childName, width)));
            }
        },
        OnStop = _ => log.Add(name),
    };
}
