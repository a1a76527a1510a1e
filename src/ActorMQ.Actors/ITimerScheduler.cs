namespace ActorMQ.Actors;

/// <summary>The timers of one actor. Due times are exact to 1 ms and never early, on the runtime's clock.</summary>
/// <remarks>
/// Arming a key again replaces its timer. A tick that waits in the mailbox while its timer is replaced, cancelled, or
/// its actor restarted is never seen. At most one tick of a timer waits at any time.
/// </remarks>
public interface ITimerScheduler
{
    /// <summary>Timers of one actor that may be armed at the same time: 4,096.</summary>
    const int ArmedMax = 4_096;

    /// <summary>Tells <paramref name="message"/> once.</summary>
    void StartSingle(object key, object message, TimeSpan due);

    /// <summary>Tells again and again, <paramref name="every"/> after the last tick was taken.</summary>
    void StartFixedDelay(object key, object message, TimeSpan every);

    /// <summary>Tells at a steady rate; ticks that were held up come one after the other, none is left out.</summary>
    void StartFixedRate(object key, object message, TimeSpan every);

    /// <summary>Tells once, without a key: it can only be cancelled together with all others.</summary>
    void Once(object message, TimeSpan due);

    /// <summary>Whether a timer is armed under this key, or its tick still waits.</summary>
    bool IsActive(object key);

    /// <summary>Ends the timer of this key; harmless where there is none.</summary>
    void Cancel(object key);

    /// <summary>Ends every timer of the actor.</summary>
    void CancelAll();
}
