namespace ActorMQ.Runtime;

/// <summary>What the turns of one pool thread have scheduled, and this thread runs next.</summary>
/// <remarks>
/// A message passes several actors within microseconds; a wake-up of another thread for each costs more than all their
/// work. A chain is bounded: what is too much for it goes to the pool, where idle threads take it.
/// </remarks>
internal sealed class TurnChain
{
    /// <summary>Turns that wait for this thread at most.</summary>
    private const int WaitingMax = 16;

    /// <summary>Turns of one chain at most, so that the pool gets its thread back.</summary>
    private const int TurnsMax = 64;

    [ThreadStatic]
    private static TurnChain? ofThread;

    private readonly Queue<IRunnable> waiting = new(WaitingMax);
    private bool isRunning;

    /// <summary>Adds to the chain that runs on this thread; false when none does, or when it is full.</summary>
    public static bool TryAdd(IRunnable runnable)
    {
        if (ofThread is not { isRunning: true } chain || chain.waiting.Count >= WaitingMax)
            return false;
        chain.waiting.Enqueue(runnable);
        return true;
    }

    /// <summary>Runs a turn and what follows from it.</summary>
    public static void Run(IRunnable first) => Run(first, null);

    /// <summary>
    /// Runs work of a lane on the lane's thread, and what follows from it as long as the lane has nothing else to do.
    /// </summary>
    public static void Run(IRunnable first, LaneThread? lane)
    {
        TurnChain chain = ofThread ??= new TurnChain();
        if (chain.isRunning)
            first.Run();
        else
            chain.RunAll(first, lane);
    }

    private void RunAll(IRunnable first, LaneThread? lane)
    {
        isRunning = true;
        try
        {
            first.Run();
            for (int turns = 1; turns < TurnsMax && lane is not { HasWork: true }; turns++)
            {
                if (!waiting.TryDequeue(out IRunnable? next))
                    break;
                next.Run();
            }
        }
        finally
        {
            isRunning = false;
            while (waiting.TryDequeue(out IRunnable? rest))
                ThreadPool.UnsafeQueueUserWorkItem(static turn => Run(turn), rest, preferLocal: false);
        }
    }
}
