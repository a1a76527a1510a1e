using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Shrinking;

namespace ActorMQ.Simulation.Tests.Shrinking;

/// <summary>Shrinking of plans, against failures that are known in full.</summary>
public sealed class PlanShrinkerTests
{
    [Fact]
    public void Only_what_a_failure_needs_is_left_and_as_simple_as_it_may_be()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var needed = new FaultItem(77, FaultKind.Kill, 1, 2, 1_000, 3);
            var plan = PlanDraw.Of(seed);
            plan = plan with { Items = [needed, .. plan.Items, new SendItem(99, 1, 14, 3, 200, AsBatch: true)] };
            var small = Shrink(plan, left => left.Items.Any(IsKill) && left.Items.OfType<SendItem>().Any(IsLarge));
            Assert.Equal(2, small.Items.Count);
            var send = Assert.Single(small.Items.OfType<SendItem>());
            Assert.InRange(send.Count, 3, 5);
            Assert.Equal((0, 8, false), (send.Keys, send.BodyBytes, send.AsBatch));
            Assert.InRange(Assert.Single(small.Items.OfType<FaultItem>()).ForMs, 0, 100);
            Assert.Equal((1, 1, false, false), KnobsOf(small));
        }
    }

    [Fact]
    public void A_knob_that_a_failure_needs_stays()
    {
        var plan = PlanDraw.Of(1);
        plan = plan with { Knobs = plan.Knobs with { Owners = 3, AckWaitMs = 1_234 } };
        var small = Shrink(plan, left => left.Knobs is { Owners: 3, AckWaitMs: 1_234 });
        Assert.Empty(small.Items);
        Assert.Equal((3, 1_234), (small.Knobs.Owners, small.Knobs.AckWaitMs));
    }

    [Fact]
    public void What_never_fails_again_stays_as_it_is()
    {
        var plan = PlanDraw.Of(1);
        Assert.Equal(plan.Items, Shrink(plan, _ => false).Items);
    }

    [Fact]
    public void The_items_of_a_smaller_plan_are_in_the_order_of_time()
    {
        var small = Shrink(PlanDraw.Of(2), left => left.Items.OfType<SendItem>().Count() >= 2);
        Assert.Equal(small.Items.OrderBy(item => item.AtMs), small.Items);
    }

    [Fact]
    public void Every_simpler_item_is_simpler_than_the_item()
    {
        var waiting = new Queue<PlanItem>(Enumerable.Range(1, 20).SelectMany(seed => PlanDraw.Of((ulong)seed).Items));
        for (var steps = 0; waiting.TryDequeue(out var item); steps++)
        {
            Assert.True(steps < 1_000_000, "Simplifying does not end.");
            foreach (var simpler in SimplerItems.Of(item).Take(2))
            {
                Assert.NotEqual(item, simpler);
                waiting.Enqueue(simpler);
            }
        }
    }

    private static bool IsKill(PlanItem item) => item is FaultItem { Kind: FaultKind.Kill };

    private static bool IsLarge(SendItem send) => send.Count >= 3;

    private static (int Owners, int Partitions, bool HasTinyCaps, bool HasRarePoints) KnobsOf(SimulationPlan plan) =>
        (plan.Knobs.Owners, plan.Knobs.Partitions, plan.Knobs.HasTinyCaps, plan.Knobs.HasRarePoints);

    private static SimulationPlan Shrink(SimulationPlan plan, Func<SimulationPlan, bool> fails) =>
        new PlanShrinker(fails, new ShrinkBudget(100_000, TimeSpan.FromHours(1))).Shrink(plan);
}
