namespace ActorMQ.Client.Producing;

/// <summary>Somebody who waits for some batches to end, however they end.</summary>
internal sealed class FlushWaiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int remaining;

    public void Watch(PendingBatch batch)
    {
        (batch.Flushes ??= []).Add(this);
        remaining++;
    }

    public void OnEnded()
    {
        if (--remaining == 0)
            TrySetResult();
    }
}
