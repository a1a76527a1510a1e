using ActorMQ.Simulation.Checking;
using ActorMQ.Simulation.Plans;
using ActorMQ.Simulation.Shrinking;

namespace ActorMQ.Simulation.Commands;

/// <summary>Runs many seeds and adds up what they did.</summary>
internal sealed class Campaign(TextWriter progress)
{
    /// <summary>Seeds from which on a fault that was never exercised is a violation.</summary>
    private const long SeedsForAllFaults = 1_000;

    /// <summary>Failing seeds that are shrunk and told; the others are only named.</summary>
    private const int StoriesMax = 3;

    private static readonly TimeSpan Report = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly FaultTally faults = new();
    private readonly RarePointTally rarePoints = new();
    private readonly long start = TimeProvider.System.GetTimestamp();
    private int stories;
    private TimeSpan reported;
    private TimeSpan virtualTime;

    public long Seeds { get; private set; }

    public long Violations { get; private set; }

    public long Messages { get; private set; }

    public long Steps { get; private set; }

    public FaultTally Faults => faults;

    public RarePointTally RarePoints => rarePoints;

    public double VirtualSeconds => virtualTime.TotalSeconds;

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
    }

    /// <summary>A fault of the list that nobody met in a long run makes the run worthless.</summary>
    public void CheckFaults()
    {
        if (Seeds < SeedsForAllFaults)
            return;
        foreach (FaultKind kind in Enum.GetValues<FaultKind>().Where(kind => faults.Of(kind) == 0))
            Complain($"The fault {kind} was never exercised.");
        foreach (string point in rarePoints.Silent)
            Complain($"The rare point \"{point}\" never fired.");
    }

    private void RunSome(IEnumerator<ulong> seeds, Action? before)
    {
        before?.Invoke();
        while (TryNext(seeds, out ulong seed))
        {
            SeedVerdict verdict = SeedJudge.Judge(seed);
            Note(verdict);
            if (verdict.Violations.Count != 0 && Interlocked.Increment(ref stories) <= StoriesMax)
                Tell(SeedStory.Of(verdict, PlanDraw.Of(seed), ShrinkBudget.OfSeed));
        }
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
            Seeds++;
            if (verdict.Result is { } result)
            {
                Messages += result.Messages;
                Steps += result.Steps;
                virtualTime += result.VirtualTime;
                faults.Add(result.Faults);
                rarePoints.Add(result.RarePoints);
            }

            if (verdict.Violations.Count != 0)
                Complain($"seed {verdict.Seed}: {string.Join("\n    ", verdict.Violations.Take(5).Select(TextOf))}\n"
                    + $"    again: {SeedStory.Command(verdict.Seed)}");
            if (Elapsed - reported < Report)
                return;
            reported = Elapsed;
            progress.WriteLine($"{Seeds} seeds, {Violations} violations, {Elapsed.TotalSeconds:0} s");
        }
    }

    private void Tell(string story)
    {
        lock (gate)
            progress.WriteLine(story);
    }

    private static string TextOf(Violation violation) => $"{violation.Invariant}: {violation.Text}";

    private void Complain(string violation)
    {
        Violations++;
        progress.WriteLine(violation);
    }
}
