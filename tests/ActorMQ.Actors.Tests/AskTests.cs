using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class AskTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public void An_ask_without_an_answer_fails_at_its_timeout_in_virtual_time()
    {
        var sim = new Simulation(1);
        IActorRef silent = sim.Start(static (_, _) => true);

        Exception? failure = Failure(sim, () => silent.Ask<object>("?", Timeout));

        Assert.IsType<AskTimeoutException>(failure);
        Assert.Equal(Timeout, sim.Runtime.Clock.Now);
    }

    [Fact]
    public void Asks_of_different_timeouts_each_end_at_their_own()
    {
        var sim = new Simulation(2);
        IActorRef silent = sim.Start(static (_, _) => true);
        var ends = new List<TimeSpan>();

        sim.Runtime.Run(() => Task.WhenAll(new[] { 3, 1, 2, 1_000 }.Select(async seconds =>
        {
            Task<object> ask = silent.Ask<object>("?", TimeSpan.FromSeconds(seconds));
            await Assert.ThrowsAsync<AskTimeoutException>(() => ask);
            ends.Add(sim.Runtime.Clock.Now);
        })));

        Assert.Equal([1, 2, 3, 1_000], ends.Select(static end => end.TotalSeconds));
    }

    [Fact]
    public void A_dead_target_fails_the_ask_at_once()
    {
        var sim = new Simulation(3);
        IActorRef dead = sim.Start(static (_, _) => true);
        sim.System.Stop(dead);
        sim.Settle();

        Assert.IsType<AskTerminatedException>(Failure(sim, () => dead.Ask<object>("?", Timeout)));
        Assert.Equal(TimeSpan.Zero, sim.Runtime.Clock.Now);
    }

    [Fact]
    public void A_target_that_ends_with_the_question_in_its_box_fails_the_ask_at_once()
    {
        var sim = new Simulation(4);
        IActorRef actor = sim.Start((self, _) =>
        {
            self.Ctx.Stop(self.Ctx.Self);
            return true;
        });
        actor.Tell("stop");

        Assert.IsType<AskTerminatedException>(Failure(sim, () => actor.Ask<object>("?", Timeout)));
        Assert.Equal(TimeSpan.Zero, sim.Runtime.Clock.Now);
    }

    [Fact]
    public void A_full_box_fails_the_ask_at_once()
    {
        var sim = new Simulation(5);
        IActorRef full = sim.System.ActorOf(
            ScriptActor.Of(static (_, _) => true, new MailboxOptions(1, 1_000, 1, 1)), "full");
        full.Tell("first");

        Task<object> ask = full.Ask<object>("?", Timeout, TestContext.Current.CancellationToken);

        Assert.IsType<AskRefusedException>(Failure(sim, () => ask));
    }

    [Fact]
    public void A_late_answer_is_counted_and_harms_nobody()
    {
        var sim = new Simulation(6);
        IActorRef? asker = null;
        IActorRef late = sim.Start((self, _) =>
        {
            asker = self.Ctx.Sender;
            return true;
        });
        Failure(sim, () => late.Ask<object>("?", Timeout));

        Assert.Equal(TellResult.Terminated, asker!.TryTellReserved("too late"));
        Assert.Equal(1, sim.System.DeadLetters.Count(DeadLetterReason.LateReply));
    }

    [Fact]
    public void A_failure_and_a_wrong_kind_of_answer_fail_the_ask_with_their_reason()
    {
        var sim = new Simulation(7);
        IActorRef actor = sim.Start(static (self, message) =>
        {
            self.Ctx.Sender!.TryTellReserved(message is "no" ? new Failure(new BoomException()) : 7);
            return true;
        });

        Assert.IsType<BoomException>(Failure(sim, () => actor.Ask<string>("no", Timeout)));
        Assert.Contains("Int32", Assert.IsType<InvalidCastException>(
            Failure(sim, () => actor.Ask<string>("number", Timeout))).Message);
    }

    [Fact]
    public void A_cancelled_ask_ends_at_once()
    {
        var sim = new Simulation(8);
        IActorRef silent = sim.Start(static (_, _) => true);
        using var cancellation = new CancellationTokenSource();

        Exception? failure = Failure(sim, async () =>
        {
            Task<object> ask = silent.Ask<object>("?", Timeout, cancellation.Token);
            cancellation.Cancel();
            return await ask;
        });

        Assert.IsAssignableFrom<OperationCanceledException>(failure);
        Assert.Equal(TimeSpan.Zero, sim.Runtime.Clock.Now);
    }

    [Fact]
    public async Task Many_askers_on_the_pool_each_get_their_own_answer()
    {
        using var runtime = new PooledRuntime();
        await using ActorSystem system = ActorSystem.Create("asks", runtime);
        IActorRef echo = system.ActorOf(
            ScriptActor.Of(static (self, message) => self.Ctx.Sender!.TryTellReserved(message) == TellResult.Accepted),
            "echo");

        int[][] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(asker => AskOftenAsync(echo, asker)));

        Assert.All(answers, static (mine, asker) => Assert.All(mine, answer => Assert.Equal(asker, answer)));
    }

    private static async Task<int[]> AskOftenAsync(IActorRef echo, int asker)
    {
        int[] answers = new int[200];
        for (int turn = 0; turn < answers.Length; turn++)
            answers[turn] = await echo.Ask<int>(asker, TimeSpan.FromMinutes(1));
        return answers;
    }

    private static Exception? Failure<T>(Simulation sim, Func<Task<T>> ask) =>
        Record.Exception(() => sim.Runtime.Run(ask));
}
