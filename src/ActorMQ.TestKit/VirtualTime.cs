namespace ActorMQ.TestKit;

/// <summary>Clocks that stand still until the runtime moves them, and the timers that wait for them.</summary>
/// <remarks>Both clocks move together; <see cref="MoveWallClock"/> lets the wall clock jump alone.</remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long Due, long Number)> timers = new();
    private readonly SimulatedRuntime runtime;
    private long number;
    private TimeSpan wallOffset;

    internal VirtualTime(SimulatedRuntime runtime) => this.runtime = runtime;

    /// <summary>The wall clock at the beginning of each run.</summary>
    public static DateTimeOffset Origin { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Virtual time since the beginning of the run, by the monotonic clock.</summary>
    public TimeSpan Now { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Origin + Now + wallOffset;

    /// <summary>Lets the wall clock jump, forward or back; monotonic time and timers go on.</summary>
    public void MoveWallClock(TimeSpan jump) => wallOffset += jump;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        runtime.CheckThread("CreateTimer");
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer is due; null where none is armed.</summary>
    internal TimeSpan? NextDue()
    {
        while (timers.TryPeek(out VirtualTimer? timer, out (long Due, long Number) place))
        {
            if (timer.ArmedAs == place.Number)
                return new TimeSpan(place.Due);
            timers.Dequeue();
        }
        return null;
    }

    /// <summary>Moves both clocks on and makes every timer that is due by then ready.</summary>
    internal void MoveTo(TimeSpan time)
    {
        Now = time;
        while (NextDue() is { } due && due <= Now)
            runtime.MakeReady(timers.Dequeue());
    }

    /// <summary>Arms a timer and gives the number that is its mark of being current.</summary>
    internal long Arm(VirtualTimer timer, TimeSpan wait)
    {
        long due = wait > TimeSpan.MaxValue - Now ? long.MaxValue : (Now + wait).Ticks;
        timers.Enqueue(timer, (due, ++number));
        return number;
    }
}
