namespace ActorMQ.Client.Links;

/// <summary>A timer that is set for the earliest of several deadlines. Its owner's lock guards it.</summary>
internal sealed class Alarm
{
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private long dueMs = long.MaxValue;

    public Alarm(TimeProvider time, TimerCallback ring, object owner)
    {
        this.time = time;
        timer = time.CreateTimer(ring, owner, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Monotonic time, in milliseconds.</summary>
    public long NowMs => time.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Rings at the given time or earlier; null: nothing to ring for.</summary>
    public void SetBy(long? atMs)
    {
        if (atMs is not { } at || at >= dueMs)
            return;
        dueMs = at;
        timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(at - NowMs, 1, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has rung, and is not set any more.</summary>
    public void OnRung() => dueMs = long.MaxValue;

    /// <summary>Never rings again.</summary>
    public void Stop() => timer.Dispose();
}
