using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>D2: a record is settled once for a group, or is its dead letter: never both, never neither.</summary>
/// <remarks>
/// One settlement of a record is accepted: a flush that confirms a second one has called something settled that was
/// not. A group that was deleted settles all again, so it is owed the end only.
/// </remarks>
internal sealed class EverythingIsSettledOnce : IInvariant
{
    private readonly Dictionary<(string Group, Place Place), SettleBegan> accepted = [];
    private readonly Dictionary<(string Group, Place Place), SettleBegan> owed = [];

    /// <inheritdoc/>
    public string Id => "D2";

    /// <inheritdoc/>
    public string Says =>
        "One settlement of a record is accepted, or it is a dead letter; at rest one of both; a rejected one is one.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is SettlesFlushed flushed && !before.Groups.WasDropped(flushed.Group))
        {
            foreach (var settle in before.Settles.Confirmed(flushed))
                Accept(settle, flushed, before, findings);
        }
        else if (e is StoreRecord { Letter: { } letter } && !before.Groups.WasDropped(letter.Group))
        {
            var place = new Place(letter.Partition, letter.Offset);
            if (accepted.TryGetValue((letter.Group, place), out var ack))
                findings.Add(this, $"{place} is a dead letter of group {letter.Group}; its ack was durable.", ack, e);
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
        if (all.Last is not RunEnded { IsQuiet: true } end)
            return;
        foreach (var ((group, place), settle) in owed)
        {
            var letters = all.Groups.Of(group, place.Partition).Letters;
            if (!all.Groups.WasDropped(group) && !letters.ContainsKey(place.Offset))
                findings.Add(
                    this, $"{place} is no dead letter of group {group}, which gave it up at {Clock.Text(settle.AtUs)}.",
                    settle, end);
        }

        foreach (var group in all.Groups.Names.Where(name => all.Topics.Group(name) is not null))
        {
            foreach (var (place, record) in all.Log.Where(one => all.IsFor(group, one.Value)))
                RequireEnd(group, place, record, end, all, findings);
        }
    }

    private void Accept(SettleBegan settle, SettlesFlushed flushed, Evidence before, Findings findings)
    {
        Exercised++;
        var place = new Place(settle.Partition, settle.Offset);
        var told = before.Topics.Group(settle.Group);
        var isLast = settle.Kind == SettleKind.Reject || settle.Attempt >= (told?.AttemptsMax ?? int.MaxValue);
        if (settle.Kind != SettleKind.Ack && isLast && told is { HadLetters: true })
            owed.TryAdd((settle.Group, place), settle);
        if (settle.Kind != SettleKind.Ack)
            return;
        if (!accepted.TryAdd((settle.Group, place), settle))
            findings.Add(
                this, $"{place} was settled twice for group {settle.Group}.", accepted[(settle.Group, place)], settle,
                flushed);
        if (before.Groups.Of(settle.Group, settle.Partition).Letters.TryGetValue(settle.Offset, out var letter))
            findings.Add(
                this, $"{place} is a dead letter of group {settle.Group}, and its ack was accepted.", letter, settle,
                flushed);
    }

    private void RequireEnd(
        string group, Place place, StoreRecord record, RunEnded end, Evidence all, Findings findings)
    {
        Exercised++;
        if (all.Groups.Of(group, place.Partition).MayBeSettled(place.Offset)
            || all.MayHaveBegunBehind(group, place)
            || all.MayHaveDropped(record, end.AtUs))
            return;
        findings.Add(
            this, $"Message {record.Message}, {place}, is neither settled for group {group} nor its dead letter.",
            record, end);
    }
}
