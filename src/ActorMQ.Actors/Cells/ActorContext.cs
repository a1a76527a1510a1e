using ActorMQ.Actors.Calls;
using ActorMQ.Actors.Timers;

namespace ActorMQ.Actors.Cells;

/// <summary>What an actor can do; lives as long as the cell. Touched only in the turns of the cell.</summary>
internal sealed class ActorContext : IActorContext
{
    private readonly ActorCell cell;
    private readonly ActorTimers timers;
    private readonly CallTable calls;
    private CancellationTokenSource? stopping;
    private int unnamedChildren;

    public ActorContext(ActorCell cell)
    {
        this.cell = cell;
        timers = new ActorTimers(cell);
        calls = new CallTable(cell);
        Watches = new WatchTable(cell);
    }

    public WatchTable Watches { get; }

    public CallTable Calls => calls;

    /// <summary>The number of the living instance; answers to an older one are out of date.</summary>
    public int Instance { get; private set; }

    public ActorSystem System => cell.System;

    public IActorRef Self => cell;

    public IActorRef? Sender => cell.Turn.Current.Sender;

    public IActorRef Parent => cell.Parent ?? cell;

    public IReadOnlyCollection<IActorRef> Children => cell.Life.Children.Snapshot();

    public CancellationToken Stopping => (stopping ??= new CancellationTokenSource()).Token;

    public ITimerScheduler Timers => timers;

    public IStash Stash => cell.Turn.Stash;

    public IActorRef ActorOf(Props props, string? name = null) =>
        System.StartChild(cell, props, name ?? $"${++unnamedChildren}");

    public void Stop(IActorRef childOrSelf)
    {
        if (ReferenceEquals(childOrSelf, cell))
            cell.AddSystem(new SystemMail.Stop());
        else
            cell.Life.Children.Stop((ActorCell)childOrSelf);
    }

    public void StopChildren() => cell.Life.Children.StopAll(closing: false);

    public void Watch(IActorRef subject, object? notice = null) => Watches.Watch(Local(subject), notice);

    public void Unwatch(IActorRef subject) => Watches.Unwatch(Local(subject));

    public void PipeToSelf<T>(
        Func<CancellationToken, ValueTask<T>> work,
        Func<T, object> done,
        Func<Exception, object> failed,
        TimeSpan deadline)
    {
        var call = new PipeCall<T>(cell, new CancellationTokenSource(), done, failed);
        calls.Add(call);
        call.Begin(work, deadline);
    }

    public void RunOnLane<T>(string lane, Func<T> work, Func<T, object> done, Func<Exception, object> failed)
    {
        var call = new LaneCall<T>(cell, lane, work, done, failed);
        calls.Add(call);
        System.Runtime.RunBlocking(call, lane);
    }

    public ReplySlot ReserveReply() => new(cell);

    /// <summary>Ends everything that belongs to one instance: timers, watches, calls, its token.</summary>
    public void EndInstance()
    {
        Instance++;
        timers.CancelAll();
        Watches.Clear();
        calls.CancelAll();
        stopping?.Cancel();
        stopping = null;
    }

    private ActorCell Local(IActorRef subject) => subject as ActorCell
        ?? throw new ArgumentException($"{subject.Path} is not an actor and cannot be watched.", nameof(subject));
}
