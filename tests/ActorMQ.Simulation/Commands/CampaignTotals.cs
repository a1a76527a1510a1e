using ActorMQ.Simulation.Plans;

namespace ActorMQ.Simulation.Commands;

/// <summary>What the seeds of a campaign did, added up.</summary>
internal sealed class CampaignTotals
{
    private readonly SortedDictionary<string, long> invariants = new(StringComparer.Ordinal);

    public long Seeds { get; private set; }

    public long Messages { get; private set; }

    public long Steps { get; private set; }

    public TimeSpan VirtualTime { get; private set; }

    public FaultTally Faults { get; } = new();

    public RarePointTally RarePoints { get; } = new();

    /// <summary>How many times each invariant could have been broken, by its id.</summary>
    public IReadOnlyDictionary<string, long> Invariants => invariants;

    /// <summary>What nobody met, as a sentence each: in a long run it makes the run worthless.</summary>
    public IEnumerable<string> NeverExercised =>
    [
        .. Enum.GetValues<FaultKind>().Where(kind => Faults.Of(kind) == 0)
            .Select(kind => $"The fault {kind} was never exercised."),
        .. Invariants.Where(one => one.Value == 0).Select(one => $"Invariant {one.Key} was never exercised."),
        .. RarePoints.Silent.Select(point => $"The rare point \"{point}\" never fired."),
    ];

    /// <summary>Adds what became of a seed.</summary>
    public void Add(SeedVerdict verdict)
    {
        Seeds++;
        if (verdict.Result is { } result)
        {
            Messages += result.Messages;
            Steps += result.Steps;
            VirtualTime += result.VirtualTime;
            Faults.Add(result.Faults);
            RarePoints.Add(result.RarePoints);
        }

        foreach ((string id, long times) in verdict.Report?.Exercised ?? new Dictionary<string, long>())
            invariants[id] = invariants.GetValueOrDefault(id) + times;
    }

    /// <summary>Prints every count.</summary>
    public void Write(TextWriter output)
    {
        WriteTable(output, "fault", Enum.GetValues<FaultKind>().Select(kind => (kind.ToString(), Faults.Of(kind))));
        WriteTable(output, "invariant", Invariants.Select(one => (one.Key, one.Value)));
        WriteTable(output, "rare point", RarePoints.Fired.Select(one => (one.Key, one.Value)));
    }

    private static void WriteTable(TextWriter output, string what, IEnumerable<(string Name, long Times)> rows)
    {
        output.WriteLine($"{"times",12}  {what}");
        foreach ((string name, long times) in rows)
            output.WriteLine($"{times,12}  {name}");
    }
}
