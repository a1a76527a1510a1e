using ActorMQ.Actors.Cells;

namespace ActorMQ.Actors.Timers;

/// <summary>The timers of one actor. Touched only in its turns, apart from the firing.</summary>
internal sealed class ActorTimers(ActorCell cell) : ITimerScheduler
{
    // How much later than asked a timer may well be on a busy machine.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<object, ActorTimer> armed = [];

    public void StartSingle(object key, object message, TimeSpan due) =>
        Start(key, new ActorTimer(this, key, message, TimerKind.Single, due), due);

    public void StartFixedDelay(object key, object message, TimeSpan every) =>
        Start(key, new ActorTimer(this, key, message, TimerKind.FixedDelay, Positive(every)), every);

    public void StartFixedRate(object key, object message, TimeSpan every) =>
        Start(key, new ActorTimer(this, key, message, TimerKind.FixedRate, Positive(every)), every);

    public void Once(object message, TimeSpan due) => StartSingle(new object(), message, due);

    public bool IsActive(object key) => armed.ContainsKey(key);

    public void Cancel(object key)
    {
        if (armed.Remove(key, out ActorTimer? timer))
            cell.System.Timers.Cancel(timer.Entry);
    }

    public void CancelAll()
    {
        foreach (ActorTimer timer in armed.Values)
            cell.System.Timers.Cancel(timer.Entry);
        armed.Clear();
    }

    internal void Tell(ActorTimer timer) => cell.AddNotice(timer);

    /// <summary>Whether a tick that was taken from the mailbox is still wanted; arms the next one.</summary>
    internal bool TryTick(ActorTimer timer)
    {
        if (!armed.TryGetValue(timer.Key, out ActorTimer? living) || living != timer)
            return false;
        if (timer.Kind == TimerKind.Single)
            armed.Remove(timer.Key);
        else
            Arm(timer, timer.Kind == TimerKind.FixedRate ? timer.Entry.Due : cell.System.Timers.Ticks);
        return true;
    }

    private static TimeSpan Positive(TimeSpan every) => every > TimeSpan.Zero
        ? every
        : throw new ArgumentOutOfRangeException(nameof(every), every, "A repeated timer needs a time above zero.");

    private void Start(object key, ActorTimer timer, TimeSpan first)
    {
        Cancel(key);
        if (armed.Count >= ITimerScheduler.ArmedMax)
        {
            throw new InvalidOperationException(
                $"{cell.Path} has {armed.Count} timers; keep due times as state and arm one for the first.");
        }
        armed.Add(key, timer);
        if (cell.System.Runtime.Rarely("timer: late"))
            first += Lateness;
        timer.Entry = cell.System.Timers.Start(timer, first);
    }

    private void Arm(ActorTimer timer, long from) =>
        timer.Entry = cell.System.Timers.StartAt(timer, from + timer.Every.Ticks);
}
