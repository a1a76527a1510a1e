using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I3: what stands at an offset is the same for every reader, for ever.</summary>
internal sealed class OffsetsNeverChange : IInvariant
{
    private readonly Dictionary<Place, HistoryEvent> firsts = [];

    /// <inheritdoc/>
    public string Id => "I3";

    /// <inheritdoc/>
    public string Says => "Store and deliveries show the same message and hash at an offset.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (Shown(e) is not { } shown)
            return;
        if (firsts.TryAdd(shown.Place, e))
            return;
        Exercised++;
        var first = firsts[shown.Place];
        var known = Shown(first)!.Value;
        if (known.Message != shown.Message)
            findings.Add(
                this, $"{shown.Place} is message {shown.Message} at {Clock.Text(e.AtUs)}; it was {known.Message}.",
                first, e);
        else if (known.Hash != shown.Hash)
            findings.Add(
                this, $"{shown.Place}, message {known.Message}, has other bytes at {Clock.Text(e.AtUs)}.", first, e);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private static (Place Place, long Message, uint Hash)? Shown(HistoryEvent e) => e switch
    {
        StoreRecord record => (new Place(record.Partition, record.Offset), record.Message, record.Hash),
        DeliveryCame came => (new Place(came.Partition, came.Offset), came.Message, came.Hash),
        _ => null,
    };
}
