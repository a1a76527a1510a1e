using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I8: once all is at rest, every group has been given every message.</summary>
/// <remarks>
/// Asked of the groups that had a consumer when the faults were over, or ever, where they never were. What a log keeps
/// no longer is owed to nobody; and what nobody looked at in time may be a dead letter.
/// </remarks>
internal sealed class EverythingArrives : IInvariant
{
    private readonly HashSet<(string Group, int Consumer)> live = [];
    private readonly SortedSet<string> served = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Id => "I8";

    /// <inheritdoc/>
    public string Says =>
        "At rest, every stored message was delivered to each group with consumers, or is a dead letter of it.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is Healed)
        {
            served.Clear();
            served.UnionWith(live.Select(consumer => consumer.Group));
        }
        else if (e is ConsumerChanged { IsStart: true } started)
        {
            live.Add((started.Group, started.Consumer));
            served.Add(started.Group);
        }
        else if (e is ConsumerChanged ended)
        {
            live.Remove((ended.Group, ended.Consumer));
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        if (all.Last is not RunEnded { IsQuiet: true } end)
            return;
        foreach (var group in served)
        {
            foreach (var (place, record) in all.Log.Where(one => all.IsFor(group, one.Value)))
                Require(group, place, record, end, all, findings);
        }
    }

    private void Require(
        string group, Place place, StoreRecord record, RunEnded end, Evidence all, Findings findings)
    {
        Exercised++;
        var part = all.Groups.Of(group, place.Partition);
        if (part.Delivered.Contains(place.Offset) || part.Letters.ContainsKey(place.Offset)
            || all.MayHaveDropped(record, end.AtUs)
            || all.MayHaveBegunBehind(group, place))
            return;
        var sent = all.Sent(record.Message);
        findings.Add(
            this, $"Message {record.Message}, {place}, was never delivered to group {group}.", sent?.Began, record,
            sent?.Ended, end);
    }
}
