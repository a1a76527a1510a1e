using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>The breaches found so far: the first ones of each invariant in full, the others as a number.</summary>
internal sealed class Findings
{
    /// <summary>Breaches of one invariant that are kept in full.</summary>
    public const int KeptMax = 10;

    private readonly List<Violation> kept = [];
    private readonly Dictionary<string, int> countsById = [];

    /// <summary>Those kept, in the order in which they were found.</summary>
    public IReadOnlyList<Violation> Kept => kept;

    /// <summary>All of them, those not kept included.</summary>
    public long Count { get; private set; }

    /// <summary>Notes a breach.</summary>
    public void Add(IInvariant invariant, string text, params ReadOnlySpan<HistoryEvent?> events)
    {
        Count++;
        var known = countsById.GetValueOrDefault(invariant.Id);
        countsById[invariant.Id] = known + 1;
        if (known >= KeptMax)
            return;
        var shown = new List<HistoryEvent>(events.Length);
        foreach (var e in events)
        {
            if (e is not null)
                shown.Add(e);
        }

        kept.Add(new Violation(invariant.Id, text, shown));
    }
}
