using ActorMQ.Simulation.Histories;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Regressions;

namespace ActorMQ.Simulation.Commands;

/// <summary>Does what the command line asks for.</summary>
internal static class SimulationRun
{
    private const int Well = 0;
    private const int Violated = 1;

    /// <summary>Runs; the last line of <paramref name="output"/> is one JSON object.</summary>
    /// <returns>The exit code: 0 when all holds.</returns>
    public static int Run(SimulationArguments arguments, TextWriter output, TextWriter progress, bool isTerminal)
    {
        if (!MutantSwitch.Knows(arguments.Mutant))
        {
            progress.WriteLine($"There is no mutant {arguments.Mutant}. All: {string.Join(", ", MutantSwitch.Names)}");
            return Violated;
        }

        if (arguments.Verb == SimulationVerb.Mutants)
            return new MutantHunt(output, progress).Run(arguments) ? Well : Violated;
        var campaign = new Campaign(new ProgressDisplay(progress, isTerminal));
        MutantSwitch.Set(arguments.Mutant);
        if (arguments.Verb == SimulationVerb.Seed)
            Tell(arguments, campaign, output);
        else
            campaign.Run(
                SeedsOf(arguments, campaign, output), arguments.Threads, () => MutantSwitch.Set(arguments.Mutant));
        if (arguments.Verb is SimulationVerb.Seeds or SimulationVerb.Minutes)
            TellCounts(campaign, output);
        output.WriteLine(Summary.Of(campaign));
        return campaign.Violations == 0 ? Well : Violated;
    }

    private static void TellCounts(Campaign campaign, TextWriter output)
    {
        campaign.CheckExercised();
        campaign.Totals.Write(output);
    }

    private static IEnumerable<ulong> SeedsOf(
        SimulationArguments arguments, Campaign campaign, TextWriter output) => arguments.Verb switch
        {
            SimulationVerb.Regressions => RegressionSeeds.All,
            SimulationVerb.Minutes => SeedsFor(arguments, campaign, FirstOf(arguments, output)),
            _ => Range(arguments.First, arguments.Last),
        };

    // By the calendar, unless somebody wants others.
    private static ulong FirstOf(SimulationArguments arguments, TextWriter output)
    {
        ulong first = arguments.First != 1 ? arguments.First : NewSeed();
        output.WriteLine($"Seeds from {first} on.");
        return first;
    }

    private static IEnumerable<ulong> SeedsFor(SimulationArguments arguments, Campaign campaign, ulong first)
    {
        ulong end = first + arguments.Count;
        for (ulong seed = first; seed < end && campaign.Elapsed.TotalMinutes < arguments.Minutes; seed++)
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

    // What the seed does, and what becomes of it; a story follows where something is wrong.
    private static void Tell(SimulationArguments arguments, Campaign campaign, TextWriter output)
    {
        SimulationPlan plan = PlanDraw.Of(arguments.First);
        output.WriteLine(plan.Knobs);
        foreach (PlanItem item in plan.Items)
            output.WriteLine(item);
        SeedVerdict verdict = campaign.Run(arguments.First);
        if (verdict.Result is not { } result)
            return;
        output.WriteLine($"{result.Steps} steps, {result.VirtualTime}, {result.TraceHash:x16}");
        if (arguments.History is { } file)
            HistoryFile.Write(file, result.History);
    }
}
