using System.Collections.Concurrent;

namespace ActorMQ.Runtime;

/// <summary>A dedicated thread that runs the blocking work of one lane in order.</summary>
internal sealed class LaneThread : IDisposable
{
    private readonly BlockingCollection<IRunnable> queue = new(new ConcurrentQueue<IRunnable>());
    private readonly Thread thread;

    public LaneThread(string name)
    {
        thread = new Thread(RunAll) { IsBackground = true, Name = $"lane {name}" };
        thread.Start();
    }

    public void Post(IRunnable work) => queue.Add(work);

    public void Dispose()
    {
        queue.CompleteAdding();
        if (Thread.CurrentThread != thread)
            thread.Join();
        queue.Dispose();
    }

    private void RunAll()
    {
        foreach (IRunnable work in queue.GetConsumingEnumerable())
            work.Run();
    }
}
