using ActorMQ.Simulation.Shrinking;

namespace ActorMQ.Simulation.Tests.Shrinking;

/// <summary>Shrinking of lists, against failures that are known in full.</summary>
public sealed class DeltaDebuggerTests
{
    private static readonly int[] Hundred = [.. Enumerable.Range(0, 100)];

    [Fact]
    public void What_fails_without_anything_becomes_nothing() =>
        Assert.Empty(Debugger(_ => true).LeaveOut(Hundred));

    [Fact]
    public void An_empty_list_stays_empty() => Assert.Empty(Debugger(_ => true).LeaveOut([]));

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    [InlineData(99)]
    public void One_culprit_is_found_alone(int culprit) =>
        Assert.Equal([culprit], Debugger(left => left.Contains(culprit)).LeaveOut(Hundred));

    [Fact]
    public void Culprits_far_apart_stay_in_their_order() => Assert.Equal(
        [3, 50, 97], Debugger(left => left.Contains(3) && left.Contains(97) && left.Contains(50)).LeaveOut(Hundred));

    [Fact]
    public void One_culprit_among_a_thousand_takes_few_runs()
    {
        var budget = Plenty();
        new DeltaDebugger<int>(left => left.Contains(617), budget).LeaveOut([.. Enumerable.Range(0, 1000)]);
        Assert.InRange(budget.Runs, 1, 50);
    }

    [Fact]
    public void Items_that_fail_only_in_pairs_are_kept_in_pairs()
    {
        // Fails with an even number of items: leaving one out never helps, leaving two out does.
        var left = Debugger(items => items.Count % 2 == 0 && items.Count > 0).LeaveOut(Hundred);
        Assert.Equal(2, left.Count);
    }

    [Fact]
    public void Of_any_failure_no_single_item_can_be_left_out_in_the_end()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var chance = new Random(seed);
            var sets = RandomSets(chance);
            bool Fails(IReadOnlyList<int> items) => sets.Any(set => set.IsSubsetOf(items));
            var left = Debugger(Fails).LeaveOut(Hundred);
            Assert.True(Fails(left), $"seed {seed}");
            Assert.Equal(left.Order(), left);
            foreach (var one in left)
                Assert.False(Fails([.. left.Where(item => item != one)]), $"seed {seed}: {one} is not needed");
        }
    }

    [Fact]
    public void Without_runs_left_the_smallest_list_so_far_is_the_result()
    {
        var budget = new ShrinkBudget(runsMax: 5, TimeSpan.FromMinutes(1));
        var left = new DeltaDebugger<int>(items => items.Contains(1) && items.Contains(98), budget).LeaveOut(Hundred);
        Assert.Equal(5, budget.Runs);
        Assert.Contains(1, left);
        Assert.Contains(98, left);
        Assert.InRange(left.Count, 3, 99);
    }

    [Fact]
    public void Without_time_left_no_run_begins()
    {
        var time = new ManualTime();
        var budget = new ShrinkBudget(1_000, TimeSpan.FromSeconds(60), time);
        new DeltaDebugger<int>(Slow, budget).LeaveOut(Hundred);
        Assert.Equal(6, budget.Runs);
        Assert.Equal(TimeSpan.FromSeconds(60), budget.Elapsed);

        bool Slow(IReadOnlyList<int> items)
        {
            time.Pass(TimeSpan.FromSeconds(10));
            return items.Contains(42);
        }
    }

    [Fact]
    public void Items_become_as_simple_as_the_failure_allows()
    {
        var debugger = Debugger(items => items[0] >= 3 && items[1] >= 10);
        Assert.Equal([3, 10, 0], debugger.Simplify([100, 50, 7], Simpler));
    }

    [Fact]
    public void What_has_nothing_simpler_stays() =>
        Assert.Equal([4, 5], Debugger(_ => true).Simplify([4, 5], _ => []));

    [Fact]
    public void Simplifying_ends_with_the_budget()
    {
        var budget = new ShrinkBudget(runsMax: 3, TimeSpan.FromMinutes(1));
        var left = new DeltaDebugger<int>(items => items[0] >= 3, budget).Simplify([100, 100], Simpler);
        Assert.Equal(3, budget.Runs);
        Assert.InRange(left[0], 3, 100);
    }

    private static IEnumerable<int> Simpler(int item) => item == 0 ? [] : [item / 2, item - 1];

    private static List<HashSet<int>> RandomSets(Random chance) =>
    [
        .. Enumerable.Range(0, chance.Next(1, 4))
            .Select(_ => Enumerable.Range(0, chance.Next(1, 6)).Select(_ => chance.Next(100)).ToHashSet()),
    ];

    private static DeltaDebugger<int> Debugger(Func<IReadOnlyList<int>, bool> fails) => new(fails, Plenty());

    private static ShrinkBudget Plenty() => new(1_000_000, TimeSpan.FromHours(1), new ManualTime());

    private sealed class ManualTime : TimeProvider
    {
        private TimeSpan now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now.Ticks;

        public void Pass(TimeSpan time) => now += time;
    }
}
