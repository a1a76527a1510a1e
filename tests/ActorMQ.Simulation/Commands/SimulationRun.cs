using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Regressions;

namespace ActorMQ.Simulation.Commands;

/// <summary>Does what the command line asks for.</summary>
internal static class SimulationRun
{
    private const int Well = 0;
    private const int Violated = 1;
    private const int EventsShown = 40;

    /// <summary>Runs; the last line of <paramref name="output"/> is one JSON object.</summary>
    /// <returns>The exit code: 0 when all holds.</returns>
    public static int Run(SimulationArguments arguments, TextWriter output, TextWriter progress)
    {
        if (!MutantSwitch.Knows(arguments.Mutant))
        {
            progress.WriteLine($"There is no mutant {arguments.Mutant}. All: {string.Join(", ", MutantSwitch.Names)}");
            return Violated;
        }

        if (arguments.Verb == SimulationVerb.Mutants)
            return new MutantHunt(output, progress).Run(arguments) ? Well : Violated;
        var campaign = new Campaign(progress);
        MutantSwitch.Set(arguments.Mutant);
        if (arguments.Verb == SimulationVerb.Seed)
            Tell(arguments.First, output);
        campaign.Run(
            SeedsOf(arguments, campaign), arguments.Threads, () => MutantSwitch.Set(arguments.Mutant));
        if (arguments.Verb is SimulationVerb.Seeds or SimulationVerb.Minutes)
            campaign.CheckFaults();
        output.WriteLine(Summary.Of(campaign));
        return campaign.Violations == 0 ? Well : Violated;
    }

    private static IEnumerable<ulong> SeedsOf(SimulationArguments arguments, Campaign campaign) => arguments.Verb switch
    {
        SimulationVerb.Regressions => RegressionSeeds.All,
        SimulationVerb.Minutes => SeedsFor(arguments, campaign),
        _ => Range(arguments.First, arguments.Last),
    };

    private static IEnumerable<ulong> SeedsFor(SimulationArguments arguments, Campaign campaign)
    {
        ulong first = arguments.First != 1 ? arguments.First : NewSeed();
        for (ulong seed = first; campaign.Elapsed.TotalMinutes < arguments.Minutes; seed++)
            yield return seed;
    }

    private static IEnumerable<ulong> Range(ulong first, ulong last)
    {
        for (ulong seed = first; seed <= last; seed++)
            yield return seed;
    }

    // A minute's worth of seeds apart, so that no two runs of a day look at the same ones.
    private static ulong NewSeed() =>
        (ulong)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60) * 100_000;

    private static void Tell(ulong seed, TextWriter output)
    {
        SimulationPlan plan = PlanDraw.Of(seed);
        output.WriteLine(plan.Knobs);
        foreach (PlanItem item in plan.Items)
            output.WriteLine(item);
        SeedVerdict verdict = SeedJudge.Judge(plan);
        IReadOnlyList<HistoryEvent> history = verdict.Result?.History ?? [];
        foreach (HistoryEvent happened in history.TakeLast(EventsShown))
            output.WriteLine(happened);
        foreach (Violation violation in verdict.Violations)
            output.WriteLine($"{violation.Invariant}: {violation.Text}");
        output.WriteLine(
            $"{verdict.Result?.Steps} steps, {verdict.Result?.VirtualTime}, {verdict.Result?.TraceHash:x16}");
    }
}
