namespace ActorMQ.Actors.Timers;

/// <summary>One armed timer of a queue.</summary>
internal sealed class TimerEntry(ITimerTarget target, long due)
{
    public ITimerTarget Target { get; } = target;

    /// <summary>When it is due, in ticks of the queue.</summary>
    public long Due { get; } = due;

    /// <summary>Guarded by the lock of the queue. An ended entry has fired or was cancelled.</summary>
    public bool HasEnded { get; set; }
}
