using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>Where the application's loop is. Used by one loop at a time.</summary>
internal sealed class DeliveryCursor(ConsumerSession session)
{
    private DeliveredBatch? batch;
    private int next;

    /// <summary>The next delivery, if there is one at hand.</summary>
    /// <exception cref="ActorMQException">The next batch is damaged; it is left out, unsettled.</exception>
    public bool TryNext(out Delivery delivery)
    {
        DeliveredBatch? current = batch;
        while (current is null || next == current.Range.Count || current.IsLapsed)
        {
            if (!TryOpenNext())
            {
                delivery = default;
                return false;
            }
            current = batch;
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
            taken.IsDamaged = true;
            throw ErrorCatalogue.DamagedDelivery.With(
                $"Topic {session.Topic}, partition {taken.Range.Partition}, offsets {taken.Range.First} to "
                + $"{taken.Range.First + taken.Range.Count - 1}: {fault}.");
        }

        (batch, next) = (taken, 0);
        return true;
    }
}
