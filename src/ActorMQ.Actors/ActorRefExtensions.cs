using ActorMQ.Actors.Asks;
using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors;

/// <summary>Ways to talk to a reference beyond <see cref="IActorRef.TryTell"/>.</summary>
public static class ActorRefExtensions
{
    /// <summary>Tells; a refusal is counted as a dead letter. For messages whose loss is no harm.</summary>
    public static void Tell(this IActorRef receiver, object message, IActorRef? sender = null)
    {
        TellResult result = receiver.TryTell(message, sender);
        if (result == TellResult.Accepted || receiver is not ActorCell cell)
            return;
        cell.Bury(message, sender, ReasonOf(result));
    }

    /// <summary>Asks, and gives the answer that the receiver tells to its sender.</summary>
    /// <param name="receiver">An actor.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait, on the runtime's clock, in steps of 1 ms; above zero.</param>
    /// <param name="cancellationToken">Gives the ask up.</param>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    /// <exception cref="AskTerminatedException">The receiver has ended, perhaps with the question waiting.</exception>
    /// <exception cref="AskRefusedException">The mailbox of the receiver is full.</exception>
    /// <exception cref="AskLimitException">Too many asks of the system wait already.</exception>
    public static Task<T> Ask<T>(
        this IActorRef receiver,
        object message,
        TimeSpan timeout,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        if (receiver is not ActorCell cell)
            return Task.FromException<T>(new AskTerminatedException(receiver.Path));
        var promise = new AskPromise<T>(cell.System, receiver, timeout);
        if (!promise.TryRegister())
            return Task.FromException<T>(new AskLimitException(receiver.Path, AskTable.SlotsMax));
        TellResult result = cell.TryTell(message, promise);
        if (result == TellResult.MailboxFull)
            promise.Fail(new AskRefusedException(receiver.Path));
        else if (result == TellResult.Terminated)
            promise.TargetEnded();
        return cancellationToken.CanBeCanceled ? WithCancellation(promise, cancellationToken) : promise.Task;
    }

    private static async Task<T> WithCancellation<T>(AskPromise<T> promise, CancellationToken token)
    {
        await using CancellationTokenRegistration registration =
            token.UnsafeRegister(static (state, given) => ((AskPromise<T>)state!).Cancel(given), promise);
        return await promise.Task;
    }

    private static DeadLetterReason ReasonOf(TellResult refusal) =>
        refusal == TellResult.MailboxFull ? DeadLetterReason.MailboxFull : DeadLetterReason.Terminated;
}
