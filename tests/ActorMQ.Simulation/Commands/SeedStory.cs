using System.Text;
using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Shrinking;
using ActorMQ.Simulation.Stories;

namespace ActorMQ.Simulation.Commands;

/// <summary>Tells a failing seed: shrunk as far as the budget allows, what happened, and how to see it again.</summary>
internal static class SeedStory
{
    /// <summary>The command that replays a seed.</summary>
    public static string Command(ulong seed) => $"./build.sh sim --seed {seed}";

    /// <summary>Shrinks the plan of a verdict with violations, and tells the smallest one that fails.</summary>
    public static string Of(SeedVerdict failing, SimulationPlan plan, ShrinkBudget budget)
    {
        var smallest = Shrink(failing, plan, budget);
        var violation = Same(smallest.Verdict, failing.Violations[0]) ?? failing.Violations[0];
        var text = new StringBuilder()
            .AppendLine($"seed {plan.Seed} breaks {violation.Invariant}: {violation.Text}")
            .AppendLine($"  shrunk from {plan.Items.Count} items to {smallest.Plan.Items.Count}, {budget.Runs} runs, "
                + $"{budget.Elapsed.TotalSeconds:0.0} s:")
            .AppendLine($"    {smallest.Plan.Knobs}");
        foreach (var item in smallest.Plan.Items)
            text.AppendLine($"    {item}");
        text.AppendLine("  what happens:");
        foreach (var line in Story.Of(smallest.Verdict.Result?.History ?? [], violation))
            text.AppendLine($"  {line}");
        return text.Append($"  again: {Command(plan.Seed)}").ToString();
    }

    /// <summary>The smallest plan that fails like the verdict, and what becomes of it.</summary>
    public static (SimulationPlan Plan, SeedVerdict Verdict) Shrink(
        SeedVerdict failing, SimulationPlan plan, ShrinkBudget budget)
    {
        var best = (Plan: plan, Verdict: failing);
        new PlanShrinker(StillFails, budget).Shrink(plan);
        return best;

        bool StillFails(SimulationPlan smaller)
        {
            var verdict = SeedJudge.Judge(smaller);
            if (Same(verdict, failing.Violations[0]) is null)
                return false;
            best = (smaller, verdict);
            return true;
        }
    }

    /// <summary>The violation of the same kind; null: there is none.</summary>
    public static Violation? Same(SeedVerdict verdict, Violation violation) =>
        verdict.Violations.FirstOrDefault(one => one.Invariant == violation.Invariant);
}
