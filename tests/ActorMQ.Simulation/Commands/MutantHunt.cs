using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Shrinking;
using ActorMQ.Simulation.Stories;

namespace ActorMQ.Simulation.Commands;

/// <summary>Puts each known bug into the product in turn, and looks for it from the first seed on.</summary>
internal sealed class MutantHunt(TextWriter output, TextWriter progress)
{
    private const ulong SeedsMax = 20_000;
    private const double MedianMax = 200;
    private const int ShrinkRunsMax = 300;

    private static readonly TimeSpan ShrinkMax = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly long start = TimeProvider.System.GetTimestamp();
    private readonly List<CaughtMutant> caught = [];

    /// <summary>Hunts; the last line of the output is one JSON object.</summary>
    /// <returns>Whether all were found, and soon enough.</returns>
    public bool Run(SimulationArguments arguments)
    {
        string[] names = arguments.Mutant is { } one ? [one] : [.. MutantSwitch.Names];
        ulong last = arguments.Last > arguments.First ? arguments.Last : SeedsMax;
        var waiting = new Queue<string>(names);
        Thread[] threads = [.. Enumerable.Range(0, arguments.Threads)
            .Select(_ => new Thread(() => HuntAll(waiting, arguments.First, last)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return Tell(names);
    }

    private void HuntAll(Queue<string> waiting, ulong first, ulong last)
    {
        while (TryNext(waiting, out string name))
        {
            CaughtMutant result = Hunt(name, first, last);
            lock (gate)
            {
                caught.Add(result);
                progress.WriteLine(result.Row);
            }
        }
    }

    private bool TryNext(Queue<string> waiting, out string name)
    {
        lock (gate)
            return waiting.TryDequeue(out name!);
    }

    private static CaughtMutant Hunt(string name, ulong first, ulong last)
    {
        for (ulong seed = first; seed <= last; seed++)
        {
            SimulationPlan plan = PlanDraw.Of(seed);
            if (JudgeWith(name, plan) is not { Violations: [var violation, ..] } verdict)
                continue;
            // What fails without the bug says nothing of it.
            if (JudgeWith(null, plan).Violations.Count == 0)
                return Shrunk(name, verdict, violation, plan);
        }

        return new CaughtMutant(name, 0, "", 0, 0);
    }

    private static SeedVerdict JudgeWith(string? mutant, SimulationPlan plan)
    {
        MutantSwitch.Set(mutant);
        try
        {
            return SeedJudge.Judge(plan);
        }
        finally
        {
            MutantSwitch.Set(null);
        }
    }

    private static CaughtMutant Shrunk(string name, SeedVerdict verdict, Violation violation, SimulationPlan plan)
    {
        MutantSwitch.Set(name);
        (SimulationPlan smallest, SeedVerdict left) =
            SeedStory.Shrink(verdict, plan, new ShrinkBudget(ShrinkRunsMax, ShrinkMax));
        MutantSwitch.Set(null);
        Violation told = SeedStory.Same(left, violation) ?? violation;
        int lines = Story.Of(left.Result?.History ?? [], told).Count;
        return new CaughtMutant(name, plan.Seed, violation.Invariant, smallest.Items.Count, lines);
    }

    private bool Tell(string[] names)
    {
        output.WriteLine("| mutant | seed | breaks | items | lines |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (CaughtMutant one in caught.OrderBy(one => Array.IndexOf(names, one.Name)))
            output.WriteLine(one.Row);
        ulong[] seeds = [.. caught.Where(one => one.IsFound).Select(one => one.Seed).Order()];
        double median = seeds.Length == 0 ? 0 : (seeds[(seeds.Length - 1) / 2] + seeds[seeds.Length / 2]) / 2.0;
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(Summary.Of(seeds.Length, names.Length, median, seconds));
        return seeds.Length == names.Length && median <= MedianMax;
    }
}
