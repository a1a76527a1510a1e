using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Shrinking;

/// <summary>Makes a plan that fails smaller: fewer items, simpler ones, and knobs as they are by default.</summary>
/// <param name="stillFails">Whether a plan fails in the same way.</param>
/// <param name="budget">What it may cost.</param>
internal sealed class PlanShrinker(Func<SimulationPlan, bool> stillFails, ShrinkBudget budget)
{
    /// <summary>The smallest plan found that fails; the plan itself where nothing smaller does.</summary>
    public SimulationPlan Shrink(SimulationPlan plan)
    {
        var left = LeaveOutKinds(plan);
        left = LeaveOutItems(left);
        left = SimplifyKnobs(left);
        var simple = new DeltaDebugger<PlanItem>(Fails(left), budget).Simplify(left.Items, SimplerItems.Of);
        return LeaveOutItems(With(left, simple));
    }

    // All items of a fault, a producer or a group together: most have nothing to do with the failure.
    private SimulationPlan LeaveOutKinds(SimulationPlan plan)
    {
        var fails = Fails(plan);
        var kinds = plan.Items.GroupBy(KindOf).Select(kind => kind.ToArray()).ToArray();
        var left = new DeltaDebugger<PlanItem[]>(chosen => fails([.. chosen.SelectMany(kind => kind)]), budget)
            .LeaveOut(kinds);
        return With(plan, left.SelectMany(kind => kind));
    }

    private SimulationPlan LeaveOutItems(SimulationPlan plan) =>
        With(plan, new DeltaDebugger<PlanItem>(Fails(plan), budget).LeaveOut(plan.Items));

    private SimulationPlan SimplifyKnobs(SimulationPlan plan)
    {
        var left = plan;
        foreach (var simpler in SimplerKnobs.All)
        {
            var next = left with { Knobs = simpler(left.Knobs) };
            if (next.Knobs != left.Knobs && budget.TrySpend() && stillFails(next))
                left = next;
        }

        return left;
    }

    private Func<IReadOnlyList<PlanItem>, bool> Fails(SimulationPlan plan) => items => stillFails(With(plan, items));

    private static SimulationPlan With(SimulationPlan plan, IEnumerable<PlanItem> items) =>
        plan with { Items = [.. items.OrderBy(item => item.AtMs)] };

    private static string KindOf(PlanItem item) => item switch
    {
        FaultItem fault => fault.Kind.ToString(),
        SendItem send => $"producer {send.Producer}",
        ConsumerItem consumer => $"group {consumer.Group}",
        _ => item.GetType().Name,
    };
}
