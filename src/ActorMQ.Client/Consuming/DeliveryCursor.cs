using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>Where the application's loop is. Used by one loop at a time.</summary>
internal sealed class DeliveryCursor(ConsumerSession session)
{
    private DeliveredBatch? batch;
    private int next;

    /// <summary>The next delivery, if there is one at hand.</summary>
    /// <exception cref="ActorMQException">The next batch is damaged; it is handed back.</exception>
    public bool TryNext(out Delivery delivery)
    {
        delivery = default;
        if (session.IsWithheld)
            return false;
        DeliveredBatch? current = batch;
        while (current is null || next == current.Range.Count || !current.IsThere(next))
        {
            if (current is not null && next < current.Range.Count)
                next++;
            else if (TryOpenNext())
                current = batch;
            else
                return false;
        }
        delivery = new Delivery(current, next++);
        current.Taken = next;
        return true;
    }

    private bool TryOpenNext()
    {
        batch = null;
        if (session.IsClosing || !session.TryTake(out DeliveredBatch taken))
            return false;
        BatchFault fault = taken.Open();
        if (fault != BatchFault.None)
        {
            session.Drop(taken, $"Damaged on arrival: {fault}.");
            throw ErrorCatalogue.DamagedDelivery.With(
                $"Topic {session.Topic}, partition {taken.Range.Partition}, offsets {taken.Range.First} to "
                + $"{taken.Range.First + taken.Range.Count - 1}: {fault}.");
        }
        (batch, next) = (taken, 0);
        return true;
    }
}
