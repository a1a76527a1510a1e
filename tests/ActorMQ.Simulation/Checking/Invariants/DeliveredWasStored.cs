using ActorMQ.Simulation.Histories;

namespace ActorMQ.Simulation.Checking.Invariants;

/// <summary>I5: nothing comes out that was not put in, nor before it is durable.</summary>
internal sealed class DeliveredWasStored : IInvariant
{
    /// <inheritdoc/>
    public string Id => "I5";

    /// <inheritdoc/>
    public string Says => "What is stored was sent, with these bytes; what is delivered was sent, and stored before.";

    /// <inheritdoc/>
    public long Exercised { get; private set; }

    /// <inheritdoc/>
    public void See(HistoryEvent e, Evidence before, Findings findings)
    {
        if (e is StoreRecord record)
            SeeRecord(record, before, findings);
        else if (e is DeliveryCame came)
            SeeDelivery(came, before, findings);
    }

    /// <inheritdoc/>
    public void End(Evidence all, Findings findings)
    {
    }

    private void SeeRecord(StoreRecord record, Evidence before, Findings findings)
    {
        Exercised++;
        var place = new Place(record.Partition, record.Offset);
        if (before.Sent(record.Message) is not { } sent)
            findings.Add(this, $"{place} holds message {record.Message}, which nobody has sent.", record);
        else if (sent.Began.Hash != record.Hash)
            findings.Add(
                this, $"{place} holds message {record.Message} with other bytes than were sent.", sent.Began, record);
    }

    private void SeeDelivery(DeliveryCame came, Evidence before, Findings findings)
    {
        Exercised++;
        var place = new Place(came.Partition, came.Offset);
        if (before.Sent(came.Message) is not { } sent)
            findings.Add(this, $"{Given(came)} which nobody has sent.", came);
        else if (!before.TryFind(place, out _))
            findings.Add(this, $"{Given(came)} where nothing was stored by then.", sent.Began, came);
    }

    private static string Given(DeliveryCame came) =>
        $"Group {came.Group}, consumer {came.Consumer} got message {came.Message} of "
        + $"{new Place(came.Partition, came.Offset)} at {Clock.Text(came.AtUs)},";
}
