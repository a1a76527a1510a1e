using ActorMQ.Runtime;

namespace ActorMQ.TestKit;

/// <summary>One timer on virtual time. Its callback runs as a step of its own.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer, IRunnable, INamed
{
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private bool disposed;

    /// <summary>The number of the arming that counts; zero while the timer is not armed.</summary>
    public long ArmedAs { get; private set; }

    public string Name => "timer";

    public bool Change(TimeSpan dueTime, TimeSpan every)
    {
        if (disposed)
            return false;
        period = every;
        ArmedAs = dueTime == Timeout.InfiniteTimeSpan ? 0 : time.Arm(this, dueTime);
        return true;
    }

    public void Run()
    {
        if (disposed || ArmedAs == 0)
            return;
        ArmedAs = period > TimeSpan.Zero ? time.Arm(this, period) : 0;
        callback(state);
    }

    public void Dispose()
    {
        disposed = true;
        ArmedAs = 0;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
