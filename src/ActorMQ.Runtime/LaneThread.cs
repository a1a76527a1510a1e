namespace ActorMQ.Runtime;

/// <summary>A dedicated thread that runs the blocking work of one lane in order.</summary>
/// <remarks>Waits without spinning: the other threads of a small machine have better use for its cores.</remarks>
internal sealed class LaneThread : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<IRunnable> queue = [];
    private readonly Thread thread;
    private bool isEnding;

    public LaneThread(string name)
    {
        thread = new Thread(RunAll) { IsBackground = true, Name = $"lane {name}" };
        thread.Start();
    }

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
            work!.Run();
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
