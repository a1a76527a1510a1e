using ActorMQ.Runtime;

namespace ActorMQ.Actors.Tests;

public sealed class ShutdownTests
{
    [Fact]
    public void Phases_run_in_order_and_the_system_ends_last()
    {
        var sim = new Simulation(1);
        var log = new List<string>();
        sim.Start(() => new ScriptActor { OnStop = _ => log.Add("actors") });
        foreach (string phase in (string[])["drain", "flush", "close"])
        {
            sim.System.Shutdown.AddPhase(phase, TimeSpan.FromSeconds(5));
            sim.System.Shutdown.AddTask(phase, "slow", token => LogAsync(sim, log, phase, 1, token));
            sim.System.Shutdown.AddTask(phase, "fast", token => LogAsync(sim, log, phase, 0, token));
        }

        IReadOnlyList<ShutdownProblem> problems = Shutdown(sim);

        Assert.Empty(problems);
        Assert.Equal(["drain", "drain", "flush", "flush", "close", "close", "actors"], log);
        Assert.Equal(TimeSpan.FromSeconds(3), sim.Runtime.Clock.Now);
    }

    [Fact]
    public void An_overrun_and_a_failure_are_reported_by_name_and_do_not_stop_the_rest()
    {
        var sim = new Simulation(2);
        bool last = false;
        CoordinatedShutdown shutdown = sim.System.Shutdown;
        shutdown.AddPhase("drain", TimeSpan.FromSeconds(5));
        shutdown.AddPhase("close", TimeSpan.FromSeconds(5));
        shutdown.AddTask("drain", "stuck", _ => new TaskCompletionSource().Task);
        shutdown.AddTask(
            "drain", "stuck politely", token => Task.Delay(Timeout.InfiniteTimeSpan, sim.System.Time, token));
        shutdown.AddTask("drain", "broken", static _ => throw new BoomException());
        shutdown.AddTask("close", "last", _ =>
        {
            last = true;
            return Task.CompletedTask;
        });

        IReadOnlyList<ShutdownProblem> problems = Shutdown(sim);

        Assert.True(last);
        Assert.Equal(["stuck", "stuck politely", "broken"], problems.Select(static problem => problem.Task));
        Assert.Equal([true, true, false], problems.Select(static problem => problem.IsOverrun));
        Assert.All(problems, static problem => Assert.Equal("drain", problem.Phase));
        Assert.Equal(TimeSpan.FromSeconds(5), sim.Runtime.Clock.Now);
    }

    [Fact]
    public void A_task_needs_its_phase_and_a_running_shutdown_takes_nothing_new()
    {
        var sim = new Simulation(3);
        CoordinatedShutdown shutdown = sim.System.Shutdown;
        Assert.Throws<InvalidOperationException>(() => shutdown.AddTask("no", "task", static _ => Task.CompletedTask));
        shutdown.AddPhase("drain", TimeSpan.FromSeconds(1));
        Assert.Throws<InvalidOperationException>(() => shutdown.AddPhase("drain", TimeSpan.FromSeconds(1)));

        Shutdown(sim);

        Assert.Throws<InvalidOperationException>(() => shutdown.AddPhase("late", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_shutdown_on_the_pool_ends_the_system()
    {
        using var runtime = new PooledRuntime();
        ActorSystem system = ActorSystem.Create("down", runtime);
        system.Shutdown.AddPhase("drain", TimeSpan.FromMinutes(1));
        system.Shutdown.AddTask("drain", "nothing", static _ => Task.CompletedTask);

        Task<IReadOnlyList<ShutdownProblem>> first = system.Shutdown.RunAsync();
        Task<IReadOnlyList<ShutdownProblem>> second = system.Shutdown.RunAsync();

        Assert.Same(first, second);
        Assert.Empty(await first);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    private static IReadOnlyList<ShutdownProblem> Shutdown(Simulation sim)
    {
        IReadOnlyList<ShutdownProblem> problems = [];
        sim.Runtime.Run(async () => problems = await sim.System.Shutdown.RunAsync());
        return problems;
    }

    private static async Task LogAsync(
        Simulation sim, List<string> log, string phase, int seconds, CancellationToken token)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), sim.System.Time, token);
        log.Add(phase);
    }
}
