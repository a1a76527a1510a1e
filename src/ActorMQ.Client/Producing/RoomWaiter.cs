namespace ActorMQ.Client.Producing;

/// <summary>A send that waits for room, or for the topic to be known. Completes when the message is taken.</summary>
internal sealed class RoomWaiter(Message message, long deadlineMs, SendWatch? watch)
    : TaskCompletionSource<SendTicket>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int isClaimed;

    public Message Message { get; } = message;

    public long DeadlineMs { get; } = deadlineMs;

    /// <summary>Who is called at the end of the message; null: somebody awaits it.</summary>
    public SendWatch? Watch => watch;

    /// <summary>Ends the chance to give up; whoever gets true decides how the wait ends.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref isClaimed, 1) == 0;

    /// <summary>Waits for the message to be taken.</summary>
    public async ValueTask<SendTicket> TakenAsync(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(GiveUp, this);
        return await Task;
    }

    /// <summary>Waits for the message to be taken, then for its end.</summary>
    public async ValueTask<SendReceipt> ReceiptAsync(CancellationToken cancellation)
    {
        SendTicket ticket = await TakenAsync(cancellation);
        return await ticket.ReceiptAsync();
    }

    /// <summary>Waits for the message to be taken, then for its end; a failure is a result.</summary>
    public async ValueTask<SendResult> ResultAsync(CancellationToken cancellation)
    {
        try
        {
            SendTicket ticket = await TakenAsync(cancellation);
            return await ticket.ResultAsync();
        }
        catch (ActorMQException refused)
        {
            return new SendResult(refused);
        }
    }

    private static void GiveUp(object? state, CancellationToken cancellation)
    {
        var waiter = (RoomWaiter)state!;
        if (waiter.TryClaim())
            waiter.TrySetCanceled(cancellation);
    }
}
