using System.Threading.Tasks.Sources;

namespace ActorMQ.Client.Consuming;

/// <summary>Wakes the one loop that waits for deliveries; used again and again. Its owner's lock guards it.</summary>
internal sealed class DeliverySignal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private bool isAwaited;

    // Somebody called while nobody waited: the next wait ends at once.
    private bool isSet;

    public ValueTask WaitAsync()
    {
        if (isSet)
        {
            isSet = false;
            return ValueTask.CompletedTask;
        }
        if (isAwaited)
            throw ErrorCatalogue.InvalidArgument.With(
                "Two loops consume from one consumer at the same time.", "Make a consumer for each loop.");
        core.Reset();
        isAwaited = true;
        return new ValueTask(this, core.Version);
    }

    /// <summary>
    /// Wakes the loop; when nobody waits, <paramref name="remember"/> it for the next wait or forget it.
    /// </summary>
    public void Set(bool remember)
    {
        if (!isAwaited)
        {
            isSet |= remember;
            return;
        }
        isAwaited = false;
        core.SetResult(true);
    }

    public void GetResult(short token) => core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
