using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Shrinking;

namespace ActorMQ.Simulation.Commands;

/// <summary>Runs many seeds and adds up what they did.</summary>
internal sealed class Campaign(ProgressDisplay progress)
{
    /// <summary>Seeds from which on something that was never exercised is a violation.</summary>
    private const long SeedsForAll = 2_000;

    /// <summary>Failing seeds that are shrunk and told; the others are only named.</summary>
    private const int StoriesMax = 3;

    private readonly Lock gate = new();
    private readonly long start = TimeProvider.System.GetTimestamp();
    private int stories;

    /// <summary>What was done so far.</summary>
    public CampaignTotals Totals { get; } = new();

    /// <summary>Seeds that broke something, and what was never exercised.</summary>
    public long Violations { get; private set; }

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(start);

    /// <summary>Runs seeds in several threads until there are no more.</summary>
    /// <param name="seeds">Asked by one thread at a time.</param>
    /// <param name="threads">How many seeds run side by side.</param>
    /// <param name="before">Run by each thread at its beginning.</param>
    public void Run(IEnumerable<ulong> seeds, int threads, Action? before = null)
    {
        using IEnumerator<ulong> next = seeds.GetEnumerator();
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => RunSome(next, before)))];
        foreach (Thread thread in all)
            thread.Start();
        foreach (Thread thread in all)
            thread.Join();
        progress.Clear();
    }

    /// <summary>Runs one seed, and tells its story where something is wrong.</summary>
    public SeedVerdict Run(ulong seed)
    {
        SeedVerdict verdict = SeedJudge.Judge(seed);
        Note(verdict);
        if (verdict.Violations.Count == 0 || Interlocked.Increment(ref stories) > StoriesMax)
            return verdict;
        string story = SeedStory.Of(verdict, PlanDraw.Of(seed), ShrinkBudget.OfSeed);
        lock (gate)
            progress.Write(story);
        return verdict;
    }

    /// <summary>A fault or an invariant that nobody met in a long run makes the run worthless.</summary>
    public void CheckExercised()
    {
        if (Totals.Seeds < SeedsForAll)
            return;
        foreach (string what in Totals.NeverExercised)
            Complain(what);
    }

    private void RunSome(IEnumerator<ulong> seeds, Action? before)
    {
        before?.Invoke();
        while (TryNext(seeds, out ulong seed))
            Run(seed);
    }

    private bool TryNext(IEnumerator<ulong> seeds, out ulong seed)
    {
        lock (gate)
        {
            bool isThere = seeds.MoveNext();
            seed = isThere ? seeds.Current : 0;
            return isThere;
        }
    }

    private void Note(SeedVerdict verdict)
    {
        lock (gate)
        {
            Totals.Add(verdict);
            if (verdict.Violations.Count != 0)
                Complain($"seed {verdict.Seed}: {string.Join("\n    ", verdict.Violations.Take(5).Select(TextOf))}\n"
                    + $"    again: {SeedStory.Command(verdict.Seed)}");
            progress.Show(
                Elapsed, () => $"{Totals.Seeds} seeds, {Violations} violations, {Totals.Messages} messages, "
                    + $"{Elapsed.TotalSeconds:0} s");
        }
    }

    private static string TextOf(Violation violation) => $"{violation.Invariant}: {violation.Text}";

    private void Complain(string violation)
    {
        Violations++;
        progress.Write(violation);
    }
}
