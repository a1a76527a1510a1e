using ActorMQ.Client.Consuming;

namespace ActorMQ.Client.Handling;

/// <summary>The places for running handlers, and the one wait for a free one. Thread-safe.</summary>
internal sealed class HandlerSlots
{
    private readonly Lock gate = new();
    private readonly Stack<HandlerSlot> free = new();
    private readonly List<HandlerSlot> running = [];
    private readonly DeliverySignal signal = new();

    // Not null: no more may begin.
    private TaskCompletionSource? idle;

    public HandlerSlots(HandlingLoop loop, int count)
    {
        for (int number = 0; number < count; number++)
            free.Push(new HandlerSlot(loop));
    }

    public int Running
    {
        get
        {
            lock (gate)
                return running.Count;
        }
    }

    /// <summary>A free slot, which does not count as running yet.</summary>
    public bool TryRent(out HandlerSlot slot)
    {
        lock (gate)
            return free.TryPop(out slot!);
    }

    /// <summary>Counts a slot as running; false: no more may begin.</summary>
    public bool TryBegin(HandlerSlot slot)
    {
        lock (gate)
        {
            if (idle is not null)
                return false;
            running.Add(slot);
            return true;
        }
    }

    public void Return(HandlerSlot slot)
    {
        lock (gate)
        {
            running.Remove(slot);
            free.Push(slot);
            signal.Set(remember: true);
            if (running.Count == 0)
                idle?.TrySetResult();
        }
    }

    /// <summary>Waits until a slot may be free, or <see cref="Wake"/> is called. One at a time.</summary>
    public ValueTask WaitAsync()
    {
        lock (gate)
            return signal.WaitAsync();
    }

    public void Wake()
    {
        lock (gate)
            signal.Set(remember: true);
    }

    /// <summary>No more may begin; completes when no handler runs any more.</summary>
    public TaskCompletionSource Close()
    {
        lock (gate)
        {
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running.Count == 0)
                idle.TrySetResult();
            return idle;
        }
    }

    /// <summary>Those that run.</summary>
    public HandlerSlot[] Snapshot()
    {
        lock (gate)
            return [.. running];
    }
}
