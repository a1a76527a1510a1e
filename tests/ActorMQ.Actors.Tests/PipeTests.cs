using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class PipeTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_result_comes_back_as_a_message()
    {
        var sim = new Simulation(1);
        Piping(sim, async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), sim.System.Time, token);
            return "done";
        });

        sim.Probe.ExpectNoMsg(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        sim.Probe.ExpectMsg("done");
    }

    [Fact]
    public void A_failure_comes_back_as_a_message()
    {
        var sim = new Simulation(2);
        Piping(sim, static _ => throw new BoomException());

        Assert.IsType<BoomException>(sim.Probe.ExpectMsg<Exception>());
    }

    [Fact]
    public void At_the_deadline_the_token_is_cancelled_and_a_later_result_is_a_dead_letter()
    {
        var sim = new Simulation(3);
        CancellationToken given = default;
        var work = new TaskCompletionSource<object>();
        Piping(sim, token =>
        {
            given = token;
            return new ValueTask<object>(work.Task);
        });

        sim.Probe.ExpectNoMsg(Deadline - TimeSpan.FromTicks(1));
        Assert.IsType<TimeoutException>(sim.Probe.ExpectMsg<Exception>());
        Assert.True(given.IsCancellationRequested);
        work.SetResult("late");
        sim.Settle();

        sim.Probe.ExpectNoMsg(TimeSpan.FromMinutes(1));
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.LateResult));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("bad")]
    public void A_stop_or_restart_cancels_the_token_and_the_result_is_a_dead_letter(string end)
    {
        var sim = new Simulation(4);
        CancellationToken given = default;
        bool piped = false;
        var work = new TaskCompletionSource<object>();
        IActorRef actor = sim.Start(() => new ScriptActor
        {
            OnStart = self =>
            {
                if (!piped)
                    self.Ctx.PipeToSelf(Work, static done => done, static failed => failed, Deadline);
                piped = true;
            },
            OnMessage = (self, message) =>
            {
                if (message is "bad")
                    throw new BoomException();
                if (message is "stop")
                    self.Ctx.Stop(self.Ctx.Self);
                else
                    sim.Probe.Ref.Tell(message);
                return true;
            },
        });
        sim.Settle();

        actor.Tell(end);
        sim.Settle();
        work.SetResult("late");

        sim.Probe.ExpectNoMsg(TimeSpan.FromMinutes(1));
        Assert.True(given.IsCancellationRequested);
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.LateResult));

        ValueTask<object> Work(CancellationToken token)
        {
            given = token;
            return new ValueTask<object>(work.Task);
        }
    }

    [Fact]
    public void More_calls_than_reserved_slots_fail_with_the_way_out()
    {
        var sim = new Simulation(5);
        Exception? failure = null;
        sim.Start(
            () => new ScriptActor
            {
                OnStart = self =>
                {
                    for (int call = 0; call < 2; call++)
                        self.Ctx.RunOnLane("lane", static () => 1, static done => done, static failed => failed);
                    failure = Record.Exception(() =>
                        self.Ctx.RunOnLane("lane", static () => 1, static done => done, static failed => failed));
                },
            },
            mailbox: new MailboxOptions(1, 1, 1, 2));
        sim.Settle();

        Assert.Contains("ReservedForReplies", Assert.IsType<InvalidOperationException>(failure).Message);
    }

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void Work_of_a_lane_runs_in_order_with_seeded_delays(ulong seed)
    {
        var sim = new Simulation(seed);
        sim.Start(() => Laning(sim.Probe.Ref, 10));

        for (int number = 0; number < 10; number++)
            sim.Probe.ExpectMsg(number);
        Assert.InRange(sim.Runtime.Clock.Now, TimeSpan.FromTicks(1), 10 * sim.Runtime.LaneDelayMax);
    }

    [Fact]
    public async Task Work_of_a_lane_on_the_pool_runs_on_its_one_thread_and_comes_back()
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("lanes", runtime);
        IActorRef actor = system.ActorOf(
            ScriptActor.Of(static (self, message) =>
            {
                if (message is not "go")
                    return message is (IActorRef asker, string thread) && asker.TryTell(thread) == TellResult.Accepted;
                IActorRef sender = self.Ctx.Sender!;
                self.Ctx.RunOnLane(
                    "disk", static () => Thread.CurrentThread.Name!, name => (sender, name), static failed => failed);
                return true;
            }),
            "laning");

        string thread = await actor.Ask<string>("go", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal("lane disk", thread);
    }

    private static ScriptActor Laning(IActorRef probe, int count) => new()
    {
        OnStart = self =>
        {
            for (int number = 0; number < count; number++)
            {
                int mine = number;
                self.Ctx.RunOnLane("lane", () => mine, static done => done, static failed => failed);
            }
        },
        OnMessage = (_, message) => probe.TryTell(message) == TellResult.Accepted,
    };

    private static void Piping(Simulation sim, Func<CancellationToken, ValueTask<object>> work) =>
        sim.Start(() => new ScriptActor
        {
            OnStart = self => self.Ctx.PipeToSelf(work, static done => done, static failed => failed, Deadline),
            OnMessage = (_, message) => sim.Probe.Ref.TryTell(message) == TellResult.Accepted,
        });
}
