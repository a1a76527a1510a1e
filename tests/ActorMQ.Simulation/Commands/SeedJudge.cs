using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Worlds;

namespace ActorMQ.Simulation.Commands;

/// <summary>Runs plans and says what is wrong.</summary>
internal static class SeedJudge
{
    /// <summary>One seed of so many runs twice: the two traces must be equal.</summary>
    private const ulong RepeatedOneIn = 100;

    /// <summary>Runs the plan of a seed.</summary>
    public static SeedVerdict Judge(ulong seed)
    {
        SeedVerdict verdict = Judge(PlanDraw.Of(seed));
        if (seed % RepeatedOneIn != 0 || verdict.Result is not { } result)
            return verdict;
        WorldResult? again = Judge(PlanDraw.Of(seed)).Result;
        return again?.TraceHash == result.TraceHash
            ? verdict
            : verdict with { Violations = [.. verdict.Violations, Odd("X4", "Two runs took different steps.")] };
    }

    /// <summary>Runs a plan, such as one with items left out.</summary>
    public static SeedVerdict Judge(SimulationPlan plan)
    {
        try
        {
            WorldResult result = World.Run(plan);
            CheckReport report = HistoryChecker.Check(result.History, new CheckOptions
            {
                ExpectsQuiet = plan.Knobs.ComesToRest,
                LingerUs = 1_000L * plan.LingerMs,
                FreshUs = 1_000L * plan.FreshMs,
            });
            return new SeedVerdict(plan.Seed, result, report, [.. Oddities(result), .. report.Violations]);
        }
        catch (Exception reason) when (reason is not OutOfMemoryException)
        {
            // Whatever escapes from a step is a broken invariant of the product, or of the world.
            return new SeedVerdict(plan.Seed, null, null, [Odd("X1", $"The run broke off: {reason}")]);
        }
    }

    private static IEnumerable<Violation> Oddities(WorldResult result)
    {
        foreach (string failure in result.Failures)
            yield return Odd("X2", $"An actor failed: {failure}");
        if (result.PoolItems != 0)
            yield return Odd("X3", $"{result.PoolItems} items escaped to the thread pool.");
    }

    private static Violation Odd(string id, string text) => new(id, text, []);
}
