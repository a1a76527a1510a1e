using ActorMQ.Actors.Cells;
using ActorMQ.Runtime;

namespace ActorMQ.Actors.Calls;

/// <summary>Blocking work on a lane whose result or failure comes back as a message.</summary>
internal sealed class LaneCall<T>(
    ActorCell owner,
    string lane,
    Func<T> work,
    Func<T, object> done,
    Func<Exception, object> failed) : IRunnable, INamed, INotice, ICall
{
    private T? result;
    private Exception? failure;

    public string Name => $"{owner.Path.Elements}@{lane}";

    public void Run()
    {
        try
        {
            result = work();
        }
        catch (Exception reason)
        {
            failure = reason;
        }
        owner.AddNotice(this);
    }

    /// <summary>Blocking work cannot be called back; its result becomes a dead letter.</summary>
    public void Cancel()
    {
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

    public void Drop(ActorCell receiver) =>
        owner.Bury((object?)failure ?? result ?? (object)this, null, DeadLetterReason.LateResult);
}
