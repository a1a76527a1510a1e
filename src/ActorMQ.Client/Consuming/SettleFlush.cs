namespace ActorMQ.Client.Consuming;

/// <summary>Somebody who waits until certain settlements are confirmed.</summary>
internal sealed class SettleFlush : TaskCompletionSource
{
    private readonly HashSet<SettleRequest> unconfirmed;

    public SettleFlush(IEnumerable<SettleRequest> settlements)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        unconfirmed = [.. settlements];
        if (unconfirmed.Count == 0)
            SetResult();
    }

    public void OnConfirmed(SettleRequest settlement)
    {
        unconfirmed.Remove(settlement);
        if (unconfirmed.Count == 0)
            TrySetResult();
    }
}
