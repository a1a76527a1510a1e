using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I8a: what is durably acknowledged does not come again.</summary>
/// <remarks>
/// A settlement that the node refused as stale does not count: it was not this consumer's any more. And what was handed
/// out before may still be on its way, for as long as <see cref="CheckOptions.LingerUs"/> says.
/// </remarks>
internal sealed class SettledStaysSettled(CheckOptions options) : IInvariant
{
    private readonly Dictionary<(string Group, Place Place), HistoryEvent> confirmed = [];

    /// <inheritdoc/>
    public string Id => "I8a";

    /// <inheritdoc/>
    public string Says =>
        "An offset whose ack is durable, or that is a dead letter, is not delivered to that group again.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        switch (e)
        {
            case SettlesFlushed flushed:
                Confirm(flushed, before);
                break;
            case StoreRecord { Letter: { } letter }:
                confirmed.TryAdd((letter.Group, new Place(letter.Partition, letter.Offset)), e);
                break;
            case DeliveryCame came when !before.Groups.WasDropped(came.Group):
                SeeDelivery(came, before, findings);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void Confirm(SettlesFlushed flushed, Evidence before)
    {
        foreach (var settle in before.Settles.Confirmed(flushed))
        {
            if (settle.Kind != SettleKind.Ack)
                continue;
            confirmed.TryAdd((flushed.Group, new Place(settle.Partition, settle.Offset)), flushed);
            Exercised++;
        }
    }

    private void SeeDelivery(DeliveryCame came, Evidence before, Findings findings)
    {
        var place = new Place(came.Partition, came.Offset);
        if (!confirmed.TryGetValue((came.Group, place), out var settled))
            return;
        if (before.MayBeOld(came, settled.AtUs, options))
            return;
        findings.Add(
            this,
            $"Group {came.Group}, consumer {came.Consumer} got message {came.Message} of {place} at "
            + $"{Clock.Text(came.AtUs)}, attempt {came.Attempt}; "
            + (settled is StoreRecord ? "it was a dead letter" : "its ack was durable")
            + $" at {Clock.Text(settled.AtUs)}.",
            before.Consumer(came.Group, came.Consumer), settled, came);
    }
}
