using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors.Timers;

/// <summary>One timer of an actor, and its tick while that waits in the mailbox.</summary>
internal sealed class ActorTimer(ActorTimers owner, object key, object message, TimerKind kind, TimeSpan every)
    : ITimerTarget, INotice
{
    public object Key { get; } = key;

    public TimerKind Kind { get; } = kind;

    public TimeSpan Every { get; } = every;

    /// <summary>The armed entry, or the last one while the tick waits.</summary>
    public TimerEntry Entry { get; set; } = null!;

    public void Fire() => owner.Tell(this);

    public bool TryOpen(ActorCell receiver, out object told)
    {
        told = message;
        return owner.TryTick(this);
    }

    public void Drop(ActorCell receiver)
    {
    }
}
