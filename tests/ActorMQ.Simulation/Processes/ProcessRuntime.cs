using ActorMQ.Runtime;
using ActorMQ.TestKit;

namespace ActorMQ.Simulation.Processes;

/// <summary>The runtime of one simulated process, which can be paused, and killed between any two turns.</summary>
/// <remarks>
/// Turns, timers and lanes all pass this gate. While paused they are held, and go on afterwards as if nothing had
/// been; once killed they are dropped for ever. The wall clock is the process's own; monotonic time is the world's.
/// </remarks>
internal sealed class ProcessRuntime : ActorRuntime
{
    private readonly SimulatedRuntime world;
    private readonly ProcessTime time;
    private readonly Dictionary<string, ProcessLane> lanes = new(StringComparer.Ordinal);
    private readonly List<ProcessTurn> held = [];

    /// <summary>Makes a process that runs.</summary>
    public ProcessRuntime(SimulatedRuntime world, string name)
    {
        this.world = world;
        Name = name;
        time = new ProcessTime(this, world.Clock);
    }

    /// <summary>Who it is, for traces.</summary>
    public string Name { get; }

    /// <summary>False once it was killed.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether its turns are held.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether what is posted to a lane waits long before it runs: a slow store.</summary>
    public bool HasSlowLanes { get; set; }

    /// <summary>How much longer than usual the next work of a lane waits: a lost connection to the store.</summary>
    public TimeSpan LaneHold { get; set; }

    /// <inheritdoc/>
    public override TimeProvider Time => time;

    /// <inheritdoc/>
    public override TaskCreationOptions CompletionOptions => world.CompletionOptions;

    /// <inheritdoc/>
    public override Random Random(string purpose) => world.Random($"{Name}: {purpose}");

    /// <inheritdoc/>
    public override Guid NewId() => world.NewId();

    /// <inheritdoc/>
    public override int TurnLimit(int atMost) => world.TurnLimit(atMost);

    /// <inheritdoc/>
    public override int BatchLimit(int atMost) => world.BatchLimit(atMost);

    /// <inheritdoc/>
    public override bool Rarely(string point) => world.Rarely(point);

    /// <inheritdoc/>
    public override void Schedule(IRunnable runnable)
    {
        if (IsAlive)
            world.Schedule(new ProcessTurn(this, runnable));
    }

    /// <inheritdoc/>
    public override void RunBlocking(IRunnable work, string lane)
    {
        if (!IsAlive)
            return;
        if (!lanes.TryGetValue(lane, out ProcessLane? found))
            lanes.Add(lane, found = new ProcessLane(this, world, lane));
        found.Post(work);
    }

    /// <summary>Ends it at once: nothing of it runs any more.</summary>
    public void Kill()
    {
        IsAlive = false;
        held.Clear();
    }

    /// <summary>Holds everything of it until <see cref="Resume"/>.</summary>
    public void Pause() => IsPaused = true;

    /// <summary>Goes on with what was held.</summary>
    public void Resume()
    {
        IsPaused = false;
        if (IsAlive)
            held.ForEach(world.Schedule);
        held.Clear();
    }

    /// <summary>Lets its wall clock jump.</summary>
    public void MoveWallClock(TimeSpan jump) => time.WallOffset += jump;

    /// <summary>Whether a turn may run now; one that may not is held, or dropped.</summary>
    internal bool Admits(ProcessTurn turn)
    {
        if (IsAlive && IsPaused)
            held.Add(turn);
        return IsAlive && !IsPaused;
    }
}
