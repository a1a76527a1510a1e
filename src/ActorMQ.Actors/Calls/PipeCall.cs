using ActorMQ.Actors.Cells;
using ActorMQ.Actors.Timers;

namespace ActorMQ.Actors.Calls;

/// <summary>Asynchronous work whose result, failure or missed deadline comes back as one message.</summary>
/// <remarks>Its cancellation is not disposed: it has no timer, and late work may still use the token.</remarks>
internal sealed class PipeCall<T>(
    ActorCell owner,
    CancellationTokenSource cancellation,
    Func<T, object> done,
    Func<Exception, object> failed) : INotice, ICall, ITimerTarget
{
    private TimerEntry? deadline;
    private T? result;
    private Exception? failure;
    private int finished;

    public void Begin(Func<CancellationToken, ValueTask<T>> work, TimeSpan limit)
    {
        deadline = owner.System.Timers.Start(this, limit);
        Task running = RunAsync(work);
        // RunAsync keeps every failure for the actor, so there is nothing to observe.
        _ = running;
    }

    public void Cancel() => cancellation.Cancel();

    void ITimerTarget.Fire()
    {
        if (!TryFinish())
            return;
        failure = new TimeoutException("The work did not finish by its deadline.");
        owner.AddNotice(this);
        cancellation.Cancel();
    }

    public bool TryOpen(ActorCell receiver, out object message)
    {
        message = this;
        if (!receiver.Life.Context.Calls.TryRemove(this))
        {
            Drop(receiver);
            return false;
        }
        message = failure is null ? done(result!) : failed(failure);
        return true;
    }

    public void Drop(ActorCell receiver) => Bury((object?)failure ?? result);

    private async Task RunAsync(Func<CancellationToken, ValueTask<T>> work)
    {
        T? value = default;
        Exception? reason = null;
        try
        {
            value = await work(cancellation.Token);
        }
        catch (Exception caught)
        {
            reason = caught;
        }
        Finish(value, reason);
    }

    private void Finish(T? value, Exception? reason)
    {
        if (!TryFinish())
        {
            Bury((object?)reason ?? value);
            return;
        }
        owner.System.Timers.Cancel(deadline!);
        result = value;
        failure = reason;
        owner.AddNotice(this);
    }

    private bool TryFinish() => Interlocked.Exchange(ref finished, 1) == 0;

    private void Bury(object? content) => owner.Bury(content ?? this, null, DeadLetterReason.LateResult);
}
