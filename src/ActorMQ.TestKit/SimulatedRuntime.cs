using ActorMQ.Runtime;

namespace ActorMQ.TestKit;

/// <summary>One thread, virtual time, and a seed that decides everything that could come out either way.</summary>
/// <remarks>
/// The seed picks which of the ready steps runs next; an actor takes one message a step. Time moves to the next timer
/// only when nothing is ready. The same program with the same seed gives the same <see cref="TraceHash"/> in any
/// process. Made and used on one thread; a call from any other one, such as a continuation that escaped to the
/// thread pool, fails the run.
/// </remarks>
public sealed class SimulatedRuntime : ActorRuntime
{
    private readonly SeedSource source;
    private readonly SeededRandom choices;
    private readonly VirtualTime time;
    private readonly List<IRunnable> ready = [];
    private readonly Dictionary<string, SimulatedLane> lanes = new(StringComparer.Ordinal);
    private readonly ThreadTripwire tripwire = new();
    private readonly StepTrace trace = new();
    private readonly RarePointTable rarePoints = new();

    /// <summary>Makes the runtime of <paramref name="seed"/>, at virtual time zero.</summary>
    public SimulatedRuntime(ulong seed)
    {
        source = new SeedSource(seed);
        choices = source.Random("choices");
        time = new VirtualTime(this);
        Scheduler = new SimulatedScheduler(this);
    }

    /// <inheritdoc/>
    public override TimeProvider Time => time;

    /// <summary>The same clocks, with what only a test may do to them.</summary>
    public VirtualTime Clock => time;

    /// <summary>Runs tasks as steps of the simulation.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>The longest delay before a piece of work of a lane runs. 2 ms.</summary>
    public TimeSpan LaneDelayMax { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Steps that one run may take before it is held to be endless. Ten million.</summary>
    public long StepsMax { get; set; } = 10_000_000;

    /// <summary>Steps run so far.</summary>
    public long Steps => trace.Steps;

    /// <summary>A hash over every step: its virtual time and its name.</summary>
    public ulong TraceHash => trace.Hash;

    /// <summary>Thread-pool items that ended while this runtime ran steps. More than zero: something escaped.</summary>
    /// <remarks>Counted over the process, so exact only where nothing else runs in it.</remarks>
    public long PoolItems { get; private set; }

    /// <summary>Called with the virtual time and name of each step, to see what a hash only proves.</summary>
    public Action<TimeSpan, string>? Observer
    {
        get => trace.Observer;
        set => trace.Observer = value;
    }

    /// <summary>Answers <see cref="Rarely"/> by the point's name; null: no rare path is taken on purpose.</summary>
    /// <remarks>Draws from a stream of its own, so that a run without it stays as it was.</remarks>
    public Func<string, bool>? RarePoints
    {
        get => rarePoints.Choice;
        set => rarePoints.Choice = value;
    }

    /// <summary>How often each point was asked, and how often it fired, while there was a choice.</summary>
    public IReadOnlyDictionary<string, (long Asked, long Fired)> RarePointCounts => rarePoints.Counts;

    /// <inheritdoc/>
    public override Random Random(string purpose) => source.Random(purpose);

    /// <inheritdoc/>
    public override Guid NewId() => source.NewId();

    /// <inheritdoc/>
    public override void Schedule(IRunnable runnable)
    {
        if (IsInside("Schedule"))
            ready.Add(runnable);
    }

    /// <inheritdoc/>
    public override void RunBlocking(IRunnable work, string lane)
    {
        CheckThread("RunBlocking");
        if (!lanes.TryGetValue(lane, out SimulatedLane? found))
            lanes.Add(lane, found = new SimulatedLane(this, lane));
        found.Post(work);
    }

    /// <inheritdoc/>
    public override TaskCreationOptions CompletionOptions => TaskCreationOptions.None;

    /// <inheritdoc/>
    public override int TurnLimit(int atMost) => 1;

    /// <inheritdoc/>
    public override int BatchLimit(int atMost) => atMost <= 1 ? 1 : 1 + choices.Next(atMost);

    /// <inheritdoc/>
    public override bool Rarely(string point) => rarePoints.Ask(point);

    /// <summary>Runs asynchronous code, with everything it sets off, to its end.</summary>
    /// <param name="scenario">The code; its awaits come back into this thread.</param>
    /// <param name="limit">Virtual time it may take; an hour where null.</param>
    /// <exception cref="TimeoutException">It did not end within the limit, or can never end.</exception>
    public void Run(Func<Task> scenario, TimeSpan? limit = null)
    {
        Task? whole = null;
        MakeReady(new PostedStep(_ => whole = scenario(), null));
        TimeSpan allowed = limit ?? TimeSpan.FromHours(1);
        if (!RunUntil(() => whole?.IsCompleted == true, allowed))
            throw new TimeoutException($"The scenario did not end: seed {source.Seed}, {time.Now}, {Steps} steps.");
        whole!.GetAwaiter().GetResult();
    }

    /// <summary>Runs until nothing is ready and no timer is armed, or the limit is reached.</summary>
    /// <returns>Whether everything came to rest.</returns>
    public bool RunUntilIdle(TimeSpan? limit = null)
    {
        RunUntil(static () => false, limit ?? TimeSpan.FromHours(1));
        return ready.Count == 0 && time.NextDue() is null;
    }

    /// <summary>Runs until the condition holds, seen between steps.</summary>
    /// <param name="condition">Read after each step; must change nothing.</param>
    /// <param name="limit">Virtual time to wait.</param>
    /// <returns>Whether it held before the limit. At the limit the clock stands exactly there.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        CheckThread("RunUntil");
        TimeSpan end = time.Now + limit;
        SynchronizationContext? outside = SynchronizationContext.Current;
        long poolItems = ThreadPool.CompletedWorkItemCount;
        try
        {
            return RunSteps(condition, end);
        }
        finally
        {
            PoolItems += ThreadPool.CompletedWorkItemCount - poolItems;
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    /// <summary>Runs everything that happens within <paramref name="span"/> and stops the clock at its end.</summary>
    public void Advance(TimeSpan span) => RunUntil(static () => false, span);

    /// <summary>Runs everything that is ready without moving the clock.</summary>
    public void RunReady() => Advance(TimeSpan.Zero);

    internal void MakeReady(IRunnable step) => ready.Add(step);

    internal void Note(string name) => trace.Add(time.Now, name);

    /// <summary>The tripwire: everything happens in the thread that made the runtime.</summary>
    internal void CheckThread(string call)
    {
        if (!IsInside(call))
            throw new InvalidOperationException($"{call} came from outside of the simulation's thread.");
    }

    internal bool IsInside(string call) => tripwire.IsInside(call);

    private bool RunSteps(Func<bool> condition, TimeSpan end)
    {
        while (!condition())
        {
            tripwire.ThrowIfEscaped(source.Seed);
            if (ready.Count != 0)
                Step();
            else if (time.NextDue() is { } due && due <= end)
                time.MoveTo(due);
            else
                break;
        }
        tripwire.ThrowIfEscaped(source.Seed);
        bool held = condition();
        if (!held && time.Now < end && end != TimeSpan.MaxValue)
            time.MoveTo(end);
        return held;
    }

    private void Step()
    {
        if (++trace.Steps > StepsMax)
            throw new InvalidOperationException($"{StepsMax} steps without an end: seed {source.Seed}, {time.Now}.");
        int index = ready.Count == 1 ? 0 : choices.Next(ready.Count);
        IRunnable step = ready[index];
        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        Note(step is INamed named ? named.Name : step.GetType().Name);
        // A context of its own for each step: an await that completes in another step is posted, never run inside.
        SynchronizationContext.SetSynchronizationContext(new SimulatedContext(this));
        step.Run();
    }
}
