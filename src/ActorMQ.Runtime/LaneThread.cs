namespace ActorMQ.Runtime;

/// <summary>A dedicated thread that runs the blocking work of one lane in order.</summary>
/// <remarks>Waits without spinning: the other threads of a small machine have better use for its cores.</remarks>
internal sealed class LaneThread : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<IRunnable> queue = [];
    private readonly Thread thread;
    private readonly bool chainsTurns;
    private bool isEnding;

    public LaneThread(string name, bool chainsTurns)
    {
        this.chainsTurns = chainsTurns;
        thread = new Thread(RunAll) { IsBackground = true, Name = $"lane {name}" };
        thread.Start();
    }

    /// <summary>Whether something waits for the thread. A look without the gate: it may be over at once.</summary>
    public bool HasWork => queue.Count > 0;

    /// <exception cref="InvalidOperationException">The lane has ended.</exception>
    public void Post(IRunnable work)
    {
        lock (gate)
        {
            if (isEnding)
                throw new InvalidOperationException($"The {thread.Name} has ended.");
            queue.Enqueue(work);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Lets the lane finish what it has been given.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnding = true;
            Monitor.Pulse(gate);
        }

        if (Thread.CurrentThread != thread)
            thread.Join();
    }

    private void RunAll()
    {
        while (TryTake(out IRunnable? work))
        {
            if (chainsTurns)
                TurnChain.Run(work!, this);
            else
                work!.Run();
        }
    }

    private bool TryTake(out IRunnable? work)
    {
        lock (gate)
        {
            while (!queue.TryDequeue(out work))
            {
                if (isEnding)
                    return false;
                Monitor.Wait(gate);
            }

            return true;
        }
    }
}
