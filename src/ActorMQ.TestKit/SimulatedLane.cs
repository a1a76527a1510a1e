using ActorMQ.Runtime;

namespace ActorMQ.TestKit;

/// <summary>A lane in virtual time: one piece of work at a time, each after a delay drawn from the seed.</summary>
internal sealed class SimulatedLane : IRunnable, INamed
{
    private readonly SimulatedRuntime runtime;
    private readonly Queue<IRunnable> queue = new();
    private readonly ITimer timer;
    private readonly Random delays;

    public SimulatedLane(SimulatedRuntime runtime, string name)
    {
        this.runtime = runtime;
        Name = $"lane {name}";
        delays = runtime.Random(Name);
        timer = runtime.Time.CreateTimer(
            static lane => ((SimulatedLane)lane!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public void Post(IRunnable work)
    {
        queue.Enqueue(work);
        if (queue.Count == 1)
            BeginNext();
    }

    public void Run()
    {
        IRunnable work = queue.Peek();
        runtime.Note(work is INamed named ? named.Name : Name);
        work.Run();
        queue.Dequeue();
        if (queue.Count != 0)
            BeginNext();
    }

    private void BeginNext()
    {
        TimeSpan delay = runtime.LaneDelayMax * delays.NextDouble();
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }
}
