using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class RestartTests
{
    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void A_restart_keeps_reference_and_mail_and_drops_the_failing_message(ulong seed)
    {
        var sim = new Simulation(seed);
        var log = new List<string>();
        int instances = 0;
        IActorRef actor = sim.Start(() =>
        {
            int instance = ++instances;
            return new ScriptActor
            {
                OnStart = _ => log.Add($"start {instance}"),
                OnStop = _ => log.Add($"stop {instance}"),
                OnRestart = (reason, message) => log.Add($"restart {instance} at {message}"),
                OnMessage = (_, message) => message is "bad" ? throw new BoomException() : Note(log, instance, message),
            };
        });
        foreach (string message in (string[])["a", "bad", "b"])
            Assert.Equal(TellResult.Accepted, actor.TryTell(message));

        sim.Settle();
        Assert.Equal(TellResult.Accepted, actor.TryTell("c"));
        sim.Settle();

        Assert.Equal(
            ["start 1", "1 got a", "restart 1 at bad", "stop 1", "start 2", "2 got b", "2 got c"],
            log);
        Assert.Equal(0, sim.System.DeadLetters.Total);
    }

    [Fact]
    public async Task A_restart_on_the_pool_keeps_reference_and_mail()
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("restart", runtime);
        IActorRef actor = system.ActorOf(
            ScriptActor.Of((self, message) => message is "bad" ? throw new BoomException() : Answer(self, message)),
            "subject");

        actor.Tell("bad");
        object answer = await actor.Ask<object>(1, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(1, answer);
    }

    [Fact]
    public void Children_end_before_the_fresh_instance_starts()
    {
        var sim = new Simulation(5);
        var log = new List<string>();
        IActorRef actor = sim.Start(() => new ScriptActor
        {
            OnStart = self =>
            {
                log.Add("start");
                self.Ctx.ActorOf(new Props(() => new ScriptActor { OnStop = _ => log.Add("child stop") }), "child");
            },
            OnMessage = static (_, _) => throw new BoomException(),
        });

        actor.Tell("go");
        sim.Settle();

        Assert.Equal(["start", "child stop", "start"], log);
    }

    [Fact]
    public void Resume_keeps_the_instance_and_stop_ends_it()
    {
        var decision = Directive.Resume;
        var sim = new Simulation(6, new SupervisorStrategy(_ => decision, 1, TimeSpan.FromSeconds(1)));
        int instances = 0;
        IActorRef actor = sim.Start(() =>
        {
            instances++;
            return new ScriptActor { OnMessage = (_, message) => message is "bad" ? throw new BoomException() : true };
        });
        sim.Probe.Watch(actor);

        actor.Tell("bad");
        sim.Settle();
        Assert.Equal(TellResult.Accepted, actor.TryTell("good"));
        Assert.Equal(1, instances);

        decision = Directive.Stop;
        actor.Tell("bad");
        Assert.Same(actor, sim.Probe.ExpectMsg<Terminated>().Subject);
        Assert.Equal(1, instances);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failed_start_stops_the_actor(bool inFactory)
    {
        var sim = new Simulation(7);
        IActorRef actor = sim.Start(() => inFactory
            ? throw new BoomException()
            : new ScriptActor { OnStart = static _ => throw new BoomException() });
        sim.Probe.Watch(actor);

        Assert.Same(actor, sim.Probe.ExpectMsg<Terminated>().Subject);
    }

    private static bool Note(List<string> log, int instance, object message)
    {
        log.Add($"{instance} got {message}");
        return true;
    }

    private static bool Answer(ScriptActor self, object message) =>
        self.Ctx.Sender!.TryTellReserved(message) == TellResult.Accepted;
}
