using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I8a: what is durably acknowledged does not come again.</summary>
/// <remarks>
/// A settlement that the node refused as stale does not count: it was not this consumer's any more. And what was handed
/// out before may still be on its way, for as long as <see cref="CheckOptions.LingerUs"/> says.
/// </remarks>
internal sealed class SettledStaysSettled(CheckOptions options) : IInvariant
{
    private readonly Dictionary<(string Group, int Consumer), Unconfirmed> pending = [];
    private readonly Dictionary<(string Group, Place Place), SettlesFlushed> confirmed = [];

    /// <inheritdoc/>
    public string Id => "I8a";

    /// <inheritdoc/>
    public string Says => "An offset whose ack is durable is not delivered to that group again.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case SettleBegan { Kind: SettleKind.Ack } ack:
                Of(ack.Group, ack.Consumer).Places.Add(new Place(ack.Partition, ack.Offset));
                break;
            case SettlesFlushed flushed:
                Confirm(flushed);
                break;
            case ConsumerChanged changed:
                pending.Remove((changed.Group, changed.Consumer));
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

    private void Confirm(SettlesFlushed flushed)
    {
        var unconfirmed = Of(flushed.Group, flushed.Consumer);
        if (unconfirmed.Stale == flushed.Stale)
        {
            foreach (var place in unconfirmed.Places)
                confirmed.TryAdd((flushed.Group, place), flushed);
            Exercised += unconfirmed.Places.Count;
        }

        unconfirmed.Stale = flushed.Stale;
        unconfirmed.Places.Clear();
    }

    private void SeeDelivery(DeliveryCame came, Evidence before, Findings findings)
    {
        var place = new Place(came.Partition, came.Offset);
        if (!confirmed.TryGetValue((came.Group, place), out var flushed))
            return;
        if (MayBeOld(came, flushed, before))
            return;
        findings.Add(
            this,
            $"Group {came.Group}, consumer {came.Consumer} got message {came.Message} of {place} at "
            + $"{Clock.Text(came.AtUs)}, attempt {came.Attempt}; its ack was durable at {Clock.Text(flushed.AtUs)}.",
            before.Consumer(came.Group, came.Consumer), flushed, came);
    }

    // Whether it may have been handed out before the ack was durable, or by an owner that had lost its right.
    private bool MayBeOld(DeliveryCame came, SettlesFlushed flushed, Evidence before)
    {
        var moved = before.Ownership(came.Partition).MovedAtUs;
        var since = Math.Max(flushed.AtUs, moved ?? long.MinValue);
        var began = before.Consumer(came.Group, came.Consumer);
        var isNewcomer = moved is null && began is { IsStart: true } && began.AtUs > flushed.AtUs;
        return !isNewcomer && came.AtUs - since <= options.LingerUs;
    }

    private Unconfirmed Of(string group, int consumer)
    {
        if (!pending.TryGetValue((group, consumer), out var unconfirmed))
            pending.Add((group, consumer), unconfirmed = new Unconfirmed());
        return unconfirmed;
    }

    private sealed class Unconfirmed
    {
        public List<Place> Places { get; } = [];

        public long Stale { get; set; }
    }
}
