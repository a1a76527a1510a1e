using ActorMQ.Runtime;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Processes;

/// <summary>A lane of a process: one piece of work at a time, in order, each after a drawn delay.</summary>
internal sealed class ProcessLane : IRunnable, INamed
{
    private static readonly TimeSpan SlowMin = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(2);

    private readonly ProcessRuntime process;
    private readonly SimulatedRuntime world;
    private readonly Queue<IRunnable> queue = new();
    private readonly ITimer timer;
    private readonly Random delays;

    public ProcessLane(ProcessRuntime process, SimulatedRuntime world, string name)
    {
        this.process = process;
        this.world = world;
        Name = $"{process.Name} lane {name}";
        delays = world.Random(Name);
        var turn = new ProcessTurn(process, this);
        timer = world.Clock.CreateTimer(
            static due => ((ProcessTurn)due!).Run(), turn, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public void Post(IRunnable work)
    {
        queue.Enqueue(work);
        if (queue.Count == 1)
            BeginNext();
    }

    /// <summary>Runs the oldest piece of work.</summary>
    public void Run()
    {
        queue.Peek().Run();
        queue.Dequeue();
        if (queue.Count != 0)
            BeginNext();
    }

    private void BeginNext()
    {
        TimeSpan delay = process.HasSlowLanes
            ? SlowMin + ((SlowMax - SlowMin) * Math.Pow(delays.NextDouble(), 3))
            : world.LaneDelayMax * delays.NextDouble();
        timer.Change(delay + process.LaneHold, Timeout.InfiniteTimeSpan);
        process.LaneHold = TimeSpan.Zero;
    }
}
