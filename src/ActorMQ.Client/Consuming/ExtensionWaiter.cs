namespace ActorMQ.Client.Consuming;

/// <summary>Somebody who waits for one delivery to be extended.</summary>
internal sealed class ExtensionWaiter(DeliveredBatch batch, int index, long ackWaitMs)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public DeliveredBatch Batch => batch;

    public int Index => index;

    public long AckWaitMs => ackWaitMs;

    /// <summary>That the lock had ended before the node was asked.</summary>
    public static ActorMQException Stale(DeliveredBatch batch, int index) => ErrorCatalogue.StaleDelivery.With(
        $"The delivery of partition {batch.Range.Partition}, offset {batch.Range.First + index} is settled or lost.");
}
