namespace ActorMQ.Client.Producing;

/// <summary>A send that waits for room, or for the topic to be known. Completes with the task of the message.</summary>
internal sealed class RoomWaiter(Message message, long deadlineMs)
    : TaskCompletionSource<ValueTask<SendReceipt>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int isClaimed;

    public Message Message { get; } = message;

    public long DeadlineMs { get; } = deadlineMs;

    /// <summary>Ends the chance to give up; whoever gets true decides how the wait ends.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref isClaimed, 1) == 0;

    /// <summary>Waits for the message to be taken, then for its end.</summary>
    public async ValueTask<SendReceipt> SendAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(GiveUp, this);
        ValueTask<SendReceipt> taken = await Task;
        return await taken;
    }

    private static void GiveUp(object? state, CancellationToken cancellation)
    {
        var waiter = (RoomWaiter)state!;
        if (waiter.TryClaim())
            waiter.TrySetCanceled(cancellation);
    }
}
