using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>Somebody who waits until certain settlements are confirmed.</summary>
internal sealed class SettleFlush : TaskCompletionSource
{
    // By identity: two settlements may say the same.
    private readonly HashSet<Settle> unconfirmed;

    public SettleFlush(IEnumerable<Settle> settlements)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        unconfirmed = new HashSet<Settle>(settlements, ReferenceEqualityComparer.Instance);
        if (unconfirmed.Count == 0)
            SetResult();
    }

    public void OnConfirmed(Settle settlement)
    {
        unconfirmed.Remove(settlement);
        if (unconfirmed.Count == 0)
            TrySetResult();
    }
}
