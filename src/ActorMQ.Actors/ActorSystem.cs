using ActorMQ.Actors.Asks;
using ActorMQ.Actors.Cells;
using ActorMQ.Actors.Timers;
using ActorMQ.Runtime;

namespace ActorMQ.Actors;

/// <summary>A tree of actors on one runtime. Its maker keeps it, and the runtime, until the end.</summary>
public sealed class ActorSystem : IAsyncDisposable
{
    private readonly TaskCompletionSource ended;
    private readonly ActorCell root;
    private Exception? failure;
    private long uids;

    private ActorSystem(string name, ActorRuntime runtime, SystemObserver observer, SupervisorStrategy supervision)
    {
        Name = name;
        ended = new TaskCompletionSource(runtime.CompletionOptions);
        Runtime = runtime;
        Observer = observer;
        DeadLetters = new DeadLetterOffice(name, observer);
        Timers = new TimerQueue(runtime.Time);
        Asks = new AskTable(Timers);
        Shutdown = new CoordinatedShutdown(this);
        root = new ActorCell(this, new ActorPath(name, "", 0), null, new Props(Guardian.New, null, supervision));
        root.AddSystem(new SystemMail.Start());
    }

    /// <summary>The name, the first part of every path.</summary>
    public string Name { get; }

    /// <summary>The door to threads, chance and ids.</summary>
    public ActorRuntime Runtime { get; }

    /// <summary>The clocks of the runtime.</summary>
    public TimeProvider Time => Runtime.Time;

    /// <summary>Counts what got nowhere.</summary>
    public DeadLetterOffice DeadLetters { get; }

    /// <summary>The orderly way down.</summary>
    public CoordinatedShutdown Shutdown { get; }

    /// <summary>Completes when the last actor has ended; fails where a failure had escalated to the top.</summary>
    public Task WhenTerminated => ended.Task;

    internal SystemObserver Observer { get; }

    internal TimerQueue Timers { get; }

    internal AskTable Asks { get; }

    /// <summary>Makes a system.</summary>
    /// <param name="name">The first part of every path.</param>
    /// <param name="runtime">Where it runs. It is the caller's to dispose, after the system.</param>
    /// <param name="observer">Hears dead letters and failures.</param>
    /// <param name="supervision">How failures of top-level actors are judged.</param>
    public static ActorSystem Create(
        string name,
        ActorRuntime runtime,
        SystemObserver? observer = null,
        SupervisorStrategy? supervision = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(runtime);
        return new(name, runtime, observer ?? SystemObserver.Silent, supervision ?? SupervisorStrategy.Default);
    }

    /// <summary>Makes and starts a top-level actor; from any thread.</summary>
    /// <exception cref="InvalidOperationException">The name is taken, or the system is ending.</exception>
    public IActorRef ActorOf(Props props, string name) => StartChild(root, props, name);

    /// <summary>Stops any actor of this system; from any thread.</summary>
    public void Stop(IActorRef actor)
    {
        if (actor is ActorCell { Parent: { } parent } cell)
            parent.Life.Children.Stop(cell);
    }

    /// <summary>Stops every actor, children before their parents.</summary>
    /// <returns><see cref="WhenTerminated"/>.</returns>
    public Task Terminate()
    {
        root.AddSystem(new SystemMail.Stop());
        return WhenTerminated;
    }

    /// <summary>Terminates without the phases of the coordinated shutdown, and waits for the end.</summary>
    public async ValueTask DisposeAsync() => await Terminate();

    internal void Terminate(Exception reason)
    {
        failure = reason;
        root.AddSystem(new SystemMail.Stop());
    }

    internal void Ended()
    {
        Timers.Dispose();
        if (failure is null)
            ended.TrySetResult();
        else
            ended.TrySetException(failure);
    }

    internal ActorCell StartChild(ActorCell parent, Props props, string name)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' is no actor name: it is empty or holds a slash.", nameof(name));
        string elements = parent == root ? name : $"{parent.Path.Elements}/{name}";
        var path = new ActorPath(Name, elements, Interlocked.Increment(ref uids));
        var cell = new ActorCell(this, path, parent, props);
        parent.Life.Children.Add(cell);
        cell.AddSystem(new SystemMail.Start());
        return cell;
    }
}
