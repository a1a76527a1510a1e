using System.Diagnostics;
using System.Globalization;
using ActorMQ.Runtime;
using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

[CollectionDefinition(nameof(SimulatedRuntimeTests), DisableParallelization = true)]
[Collection(nameof(SimulatedRuntimeTests))]
public sealed class SimulatedRuntimeTests
{
    private const string TraceFile = "ACTORMQ_TEST_TRACE_FILE";

    [Theory]
    [MemberData(nameof(Simulation.Seeds), MemberType = typeof(Simulation))]
    public void The_same_seed_gives_the_same_trace(ulong seed)
    {
        SimulatedRuntime first = SeededWorkload.Run(seed);
        SimulatedRuntime second = SeededWorkload.Run(seed);

        Assert.Equal(first.TraceHash, second.TraceHash);
        Assert.Equal(first.Clock.Now, second.Clock.Now);
        Assert.True(first.Steps > 1_000);
    }

    [Fact]
    public void Different_seeds_give_different_traces()
    {
        ulong[] hashes = [.. Enumerable.Range(1, 50).Select(static seed => SeededWorkload.Run((ulong)seed).TraceHash)];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Another_process_gives_the_same_traces_and_no_pool_item()
    {
        string file = Path.Combine(Path.GetTempPath(), $"actormq-trace-{Guid.NewGuid():N}");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(SimulatedRuntimeTests).Assembly.Location);
        start.ArgumentList.Add("-method");
        string part = nameof(Traces_are_the_same_in_one_process);
        start.ArgumentList.Add($"{typeof(SimulatedRuntimeTests).FullName}.{part}");
        start.Environment[TraceFile] = file;
        using (Process other = Process.Start(start)!)
        {
            other.StandardOutput.ReadToEnd();
            Assert.True(other.WaitForExit(TimeSpan.FromMinutes(2)));
        }

        string theirs = File.ReadAllText(file);
        File.Delete(file);
        Assert.Equal($"{Traces(out _)}, 0 pool items", theirs);
    }

    /// <summary>
    /// Also the part of the other process: it leaves its traces in the file it is given, and the pool's items, which
    /// count for a whole process and so mean something only where no test runner works in the pool beside the test.
    /// </summary>
    [Fact]
    public void Traces_are_the_same_in_one_process()
    {
        string traces = Traces(out long poolItems);
        if (Environment.GetEnvironmentVariable(TraceFile) is { } file)
            File.WriteAllText(file, $"{traces}, {poolItems} pool items");
        Assert.Equal(traces, Traces(out _));
    }

    [Fact]
    public void Time_stands_while_something_is_ready_and_jumps_to_the_next_timer()
    {
        var runtime = new SimulatedRuntime(1);
        var times = new List<TimeSpan>();
        DateTimeOffset begin = runtime.Time.GetUtcNow();
        runtime.Run(async () =>
        {
            await Task.Yield();
            times.Add(runtime.Clock.Now);
            await Task.Delay(TimeSpan.FromDays(0.01), runtime.Time);
            times.Add(runtime.Clock.Now);
        });

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromDays(0.01)], times);
        Assert.Equal(TimeSpan.FromDays(0.01), runtime.Time.GetUtcNow() - begin);
    }

    [Fact]
    public void The_wall_clock_may_jump_while_monotonic_time_goes_on()
    {
        var runtime = new SimulatedRuntime(2);
        long stamp = runtime.Time.GetTimestamp();
        runtime.Clock.MoveWallClock(-TimeSpan.FromHours(1));
        runtime.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(1), runtime.Time.GetElapsedTime(stamp));
        Assert.Equal(VirtualTime.Origin - TimeSpan.FromMinutes(59), runtime.Time.GetUtcNow());
    }

    [Fact]
    public void The_order_of_timers_of_one_instant_is_the_seeds()
    {
        string[] orders = [.. Enumerable.Range(1, 20).Select(static seed =>
        {
            var runtime = new SimulatedRuntime((ulong)seed);
            string order = "";
            foreach (string name in (string[])["a", "b", "c"])
                runtime.Time.CreateTimer(_ => order += name, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            Assert.True(runtime.RunUntilIdle());
            return order;
        })];

        Assert.InRange(orders.Distinct().Count(), 3, 6);
        Assert.All(orders, static order => Assert.Equal(3, order.Length));
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period_however_far_time_goes()
    {
        var runtime = new SimulatedRuntime(3);
        int fired = 0;
        using ITimer timer =
            runtime.Time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        runtime.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(5, fired);
    }

    [Fact]
    public void A_call_from_another_thread_fails_the_run()
    {
        var runtime = new SimulatedRuntime(4);
        var other = new Thread(() => runtime.Schedule(new Nothing()));
        other.Start();
        other.Join();

        Assert.Contains("Schedule", Assert.Throws<InvalidOperationException>(runtime.RunReady).Message);
    }

    [Fact]
    public void WhenAny_and_WaitAsync_over_asks_stay_inside()
    {
        // The pool's items count for the whole process: one quiet run shows it, an escape would show in each.
        Assert.Contains(0, Enumerable.Range(0, 50).Select(static _ => (int)PoolItemsOfAsks()));
    }

    private static long PoolItemsOfAsks()
    {
        var sim = new Simulation(5);
        IActorRef echo = sim.Start(static (self, message) =>
            self.Ctx.Sender!.TryTellReserved(message) == TellResult.Accepted);
        object? answer = null;

        sim.Runtime.Run(async () =>
        {
            Task<object> first = echo.Ask<object>(1, TimeSpan.FromSeconds(1));
            await Task.WhenAny(first, Task.Delay(TimeSpan.FromSeconds(9), sim.System.Time));
            Task<object> second = echo.Ask<object>(2, TimeSpan.FromSeconds(1));
            answer = await second.WaitAsync(TimeSpan.FromSeconds(9), sim.System.Time);
        });

        Assert.Equal(2, answer);
        return sim.Runtime.PoolItems;
    }

    [Fact]
    public void Chance_and_ids_come_from_the_seed_and_the_purpose()
    {
        var one = new SimulatedRuntime(6);
        var same = new SimulatedRuntime(6);
        var other = new SimulatedRuntime(7);

        Assert.Equal(one.NewId(), same.NewId());
        Assert.NotEqual(one.NewId(), other.NewId());
        int first = one.Random("a").Next();
        Assert.Equal(first, same.Random("a").Next());
        Assert.NotEqual(first, one.Random("a").Next());
        Assert.NotEqual(first, one.Random("b").Next());
    }

    [Fact]
    public void An_endless_run_is_named_with_its_seed()
    {
        var runtime = new SimulatedRuntime(8) { StepsMax = 1_000 };

        var failure = Assert.Throws<InvalidOperationException>(() => runtime.Run(static async () =>
        {
            while (true)
                await Task.Yield();
        }));

        Assert.Contains("seed 8", failure.Message);
    }

    private static string Traces(out long poolItems)
    {
        SimulatedRuntime[] runs = [.. Enumerable.Range(1, 10).Select(static seed => SeededWorkload.Run((ulong)seed))];
        poolItems = runs.Sum(static run => run.PoolItems);
        return string.Join(
            '\n', runs.Select(static run => run.TraceHash.ToString("x16", CultureInfo.InvariantCulture)));
    }

    private sealed class Nothing : IRunnable
    {
        public void Run()
        {
        }
    }
}
