namespace ActorMQ.Actors.Timers;

/// <summary>All timers of one system behind one timer of the runtime. Due times have 1 ms steps, never early.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>Cancelled entries that may lie in the heap before it is rebuilt.</summary>
    private const int DeadEntriesMin = 64;

    private readonly Lock gate = new();
    private readonly PriorityQueue<TimerEntry, (long Due, long Number)> heap = new();
    private readonly TimeProvider time;
    private readonly long origin;
    private readonly ITimer timer;
    private long armedFor = long.MaxValue;
    private long number;
    private int deadEntries;
    private bool disposed;

    public TimerQueue(TimeProvider time)
    {
        this.time = time;
        origin = time.GetTimestamp();
        timer = time.CreateTimer(
            static queue => ((TimerQueue)queue!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Time since the queue was made, in ticks of 100 ns, by the monotonic clock.</summary>
    public long Ticks => time.GetElapsedTime(origin).Ticks;

    /// <summary>Entries in the heap, dead ones included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return heap.Count;
        }
    }

    public TimerEntry Start(ITimerTarget target, TimeSpan wait) => StartAt(target, Ticks + Math.Max(0, wait.Ticks));

    public TimerEntry StartAt(ITimerTarget target, long due)
    {
        var entry = new TimerEntry(target, due);
        lock (gate)
        {
            heap.Enqueue(entry, (due, ++number));
            if (due < armedFor)
                Arm(due);
        }
        return entry;
    }

    public void Cancel(TimerEntry entry)
    {
        lock (gate)
        {
            if (entry.HasEnded)
                return;
            entry.HasEnded = true;
            deadEntries++;
            if (deadEntries > DeadEntriesMin && deadEntries > heap.Count / 2)
                Rebuild();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            heap.Clear();
        }
        timer.Dispose();
    }

    private void FireDue()
    {
        while (TakeDue() is { } entry)
            entry.Target.Fire();
    }

    /// <summary>The next entry that is due; null, with the timer armed for the next one, where none is.</summary>
    private TimerEntry? TakeDue()
    {
        lock (gate)
        {
            while (heap.TryPeek(out TimerEntry? entry, out _))
            {
                if (entry.HasEnded)
                {
                    heap.Dequeue();
                    deadEntries--;
                    continue;
                }
                if (entry.Due > Ticks)
                {
                    Arm(entry.Due);
                    return null;
                }
                heap.Dequeue();
                entry.HasEnded = true;
                return entry;
            }
            armedFor = long.MaxValue;
            return null;
        }
    }

    private void Arm(long due)
    {
        if (disposed)
            return;
        armedFor = due;
        long steps = Math.Max(0, due - Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        timer.Change(TimeSpan.FromMilliseconds(steps), Timeout.InfiniteTimeSpan);
    }

    private void Rebuild()
    {
        (TimerEntry Element, (long, long) Priority)[] living =
            [.. heap.UnorderedItems.Where(static item => !item.Element.HasEnded)];
        heap.Clear();
        heap.EnqueueRange(living);
        deadEntries = 0;
    }
}
