using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>D3: what was given back does not come again before its time.</summary>
/// <remarks>
/// Asked once the flush behind it has confirmed that it was given back, since a settlement that was refused as stale
/// has no delay. Waits are told in wall clock time: once the clock of a node has jumped nothing is asked.
/// </remarks>
internal sealed class DelaysHold : IInvariant
{
    private const long UsInMs = 1_000;

    private readonly Dictionary<(string Group, Place Place), Wait> waits = [];

    /// <inheritdoc/>
    public string Id => "D3";

    /// <inheritdoc/>
    public string Says =>
        "What was given back comes again after its delay, or after its group's backoff, and not before.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case SettleBegan { Kind: SettleKind.Nack } nack:
                waits[(nack.Group, new Place(nack.Partition, nack.Offset))] = new Wait(nack);
                break;
            case SettlesFlushed flushed:
                Confirm(flushed, before, findings);
                break;
            case DeliveryCame came:
                SeeDelivery(came, before, findings);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void Confirm(SettlesFlushed flushed, Evidence before, Findings findings)
    {
        foreach (var settle in before.Settles.Confirmed(flushed))
        {
            if (settle.Kind != SettleKind.Nack
                || !waits.TryGetValue((settle.Group, new Place(settle.Partition, settle.Offset)), out var wait)
                || wait.Nack != settle)
                continue;
            Exercised++;
            wait.IsConfirmed = true;
            if (wait.Early is { } early && IsEarly(wait, early, before))
                Report(wait, early, before, findings);
        }
    }

    private void SeeDelivery(DeliveryCame came, Evidence before, Findings findings)
    {
        if (before.Topics.HasJumped || before.Groups.WasDropped(came.Group)
            || !waits.TryGetValue((came.Group, new Place(came.Partition, came.Offset)), out var wait)
            || came.Attempt <= wait.Nack.Attempt || !IsEarly(wait, came, before))
            return;
        wait.Early ??= came;
        if (wait.IsConfirmed)
            Report(wait, came, before, findings);
    }

    private static bool IsEarly(Wait wait, DeliveryCame came, Evidence before) => came.AtUs < DueUs(wait.Nack, before);

    private void Report(Wait wait, DeliveryCame early, Evidence before, Findings findings) => findings.Add(
        this,
        $"Group {early.Group}, consumer {early.Consumer} got {new Place(early.Partition, early.Offset)} again at "
        + $"{Clock.Text(early.AtUs)}, given back at {Clock.Text(wait.Nack.AtUs)}; it was due at "
        + $"{Clock.Text(DueUs(wait.Nack, before))}.",
        wait.Nack, early);

    // Nodes count in whole milliseconds. What the group was told until now may have held when the node heard of it.
    private static long DueUs(SettleBegan nack, Evidence before)
    {
        var backoffMs = before.Topics.Group(nack.Group)?.BackoffMs(nack.Attempt) ?? 0;
        return nack.AtUs + ((nack.DelayMs < 0 ? backoffMs : nack.DelayMs) * UsInMs) - UsInMs;
    }

    private sealed class Wait(SettleBegan nack)
    {
        public SettleBegan Nack => nack;

        public bool IsConfirmed { get; set; }

        public DeliveryCame? Early { get; set; }
    }
}
