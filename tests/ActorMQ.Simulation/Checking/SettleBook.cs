using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking;

/// <summary>What each consumer has settled since its last flush.</summary>
internal sealed class SettleBook
{
    private readonly Dictionary<(string Group, int Consumer), Unconfirmed> pending = [];

    /// <summary>Questions that were asked of it.</summary>
    public long Lookups { get; private set; }

    /// <summary>
    /// What a flush that comes now confirms: all since the flush before, but nothing where the node refused any of it
    /// as stale, since nobody knows which.
    /// </summary>
    public IReadOnlyList<SettleBegan> Confirmed(SettlesFlushed flushed)
    {
        var unconfirmed = Of(flushed.Group, flushed.Consumer);
        return unconfirmed.Stale == flushed.Stale ? unconfirmed.Settles : [];
    }

    /// <summary>Takes an event in.</summary>
    public void Add(HistoryEvent e)
    {
        switch (e)
        {
            case SettleBegan { Kind: not SettleKind.Extend } settle:
                Of(settle.Group, settle.Consumer).Settles.Add(settle);
                break;
            case SettlesFlushed flushed:
                var unconfirmed = Of(flushed.Group, flushed.Consumer);
                (unconfirmed.Settles, unconfirmed.Stale) = ([], flushed.Stale);
                break;
            case ConsumerChanged changed:
                pending.Remove((changed.Group, changed.Consumer));
                break;
        }
    }

    private Unconfirmed Of(string group, int consumer)
    {
        Lookups++;
        if (!pending.TryGetValue((group, consumer), out var unconfirmed))
            pending.Add((group, consumer), unconfirmed = new Unconfirmed());
        return unconfirmed;
    }

    private sealed class Unconfirmed
    {
        public List<SettleBegan> Settles { get; set; } = [];

        public long Stale { get; set; }
    }
}
