namespace ActorMQ.Actors.Cells;

/// <summary>Birth, failure, restart and death of one cell. Touched only in the turns of the cell.</summary>
internal sealed class CellLife
{
    private readonly ActorCell cell;
    private readonly HashSet<ActorCell> watchers = [];
    private LifeStage stage;

    /// <summary>One for an own failure that is not judged yet, one for each ancestor's.</summary>
    private int suspensions;

    /// <summary>The failure that the parent has not judged yet, and the message it came from.</summary>
    private Exception? failure;
    private object? failedMessage;
    private Exception? restartReason;

    public CellLife(ActorCell cell)
    {
        this.cell = cell;
        Context = new ActorContext(cell);
    }

    public ActorContext Context { get; }

    public ChildRegistry Children { get; } = new();

    /// <summary>The living instance; null before the start, between two instances and after the end.</summary>
    public ActorBase? Actor { get; private set; }

    public bool IsReceiving => stage == LifeStage.Running && suspensions == 0;

    public bool HasEnded => stage == LifeStage.Ended;

    private SupervisorStrategy Strategy => cell.Props.Supervision ?? SupervisorStrategy.Default;

    public void Start()
    {
        if (stage == LifeStage.Starting && failure is null)
            Create(static actor => actor.Start());
    }

    public void Suspend()
    {
        suspensions++;
        Children.TellAll(new SystemMail.Suspend());
    }

    public void Resume()
    {
        suspensions--;
        Children.TellAll(new SystemMail.Resume());
    }

    /// <summary>Stops taking mail and leaves the decision to the parent.</summary>
    public void Fail(Exception reason, object? message)
    {
        if (stage >= LifeStage.Stopping || failure is not null)
            return;
        failure = reason;
        failedMessage = message;
        Suspend();
        if (cell.Parent is { } parent)
            parent.AddSystem(new SystemMail.ChildFailed(cell, reason));
        else
            cell.System.Terminate(reason);
    }

    public void Forgive()
    {
        if (failure is null)
            return;
        failure = null;
        failedMessage = null;
        if (Actor is null)
            Stop();
        else
            Resume();
    }

    public void Judge(ActorCell child, Exception reason)
    {
        if (!Children.Contains(child))
            return;
        (Actor as IFailureListener)?.NoteFailure(reason);
        Directive decision = Decide(child, reason);
        cell.System.Observer.OnFailure(child, reason, decision);
        if (decision == Directive.Escalate && failure is null)
            Fail(reason, null);
        else
            // An escalation of a cell that waits for its own verdict would be lost: the child ends instead.
            Apply(decision == Directive.Escalate ? Directive.Stop : decision, child, reason);
    }

    public void Restart(Exception reason)
    {
        if (stage is LifeStage.Stopping or LifeStage.Ended or LifeStage.Restarting)
            return;
        stage = LifeStage.Restarting;
        restartReason = reason;
        Context.EndInstance();
        if (Actor is { } old)
            RunHook("PreRestart", old, actor => actor.Restarting(reason, failedMessage));
        Actor = null;
        if (!Children.AnyStopping)
            FinishRestart();
    }

    public void Stop()
    {
        if (stage >= LifeStage.Stopping)
            return;
        stage = LifeStage.Stopping;
        Context.EndInstance();
        Children.StopAll(closing: true);
        if (Children.IsEmpty)
            FinishStop();
    }

    /// <summary>A child has ended.</summary>
    public void Bury(ActorCell child)
    {
        Children.Remove(child);
        if (stage == LifeStage.Stopping && Children.IsEmpty)
            FinishStop();
        else if (stage == LifeStage.Restarting && !Children.AnyStopping)
            FinishRestart();
    }

    public void AddWatcher(ActorCell watcher)
    {
        if (HasEnded)
            watcher.AddNotice(new WatchNotice(cell));
        else
            watchers.Add(watcher);
    }

    public void RemoveWatcher(ActorCell watcher) => watchers.Remove(watcher);

    private void Create(Action<ActorBase> begin)
    {
        try
        {
            ActorBase fresh = cell.Props.Factory();
            fresh.Attach(Context);
            Actor = fresh;
            begin(fresh);
            if (stage is LifeStage.Starting or LifeStage.Restarting)
                stage = LifeStage.Running;
        }
        catch (Exception reason)
        {
            Actor = null;
            stage = LifeStage.Starting;
            Context.EndInstance();
            Fail(new ActorInitializationException(cell.Path, reason), null);
        }
    }

    private void FinishRestart()
    {
        Exception reason = restartReason!;
        restartReason = null;
        bool hadFailed = failure is not null;
        failure = null;
        failedMessage = null;
        cell.Turn.Stash.UnstashAll();
        Create(actor => actor.Restarted(reason));
        if (hadFailed)
            Resume();
    }

    private void FinishStop()
    {
        if (Actor is { } last)
            RunHook("PostStop", last, static actor => actor.Stopped());
        Actor = null;
        stage = LifeStage.Ended;
        cell.Close();
        foreach (ActorCell watcher in watchers)
            watcher.AddNotice(new WatchNotice(cell));
        watchers.Clear();
        if (cell.Parent is { } parent)
            parent.AddSystem(new SystemMail.ChildEnded(cell));
        else
            cell.System.Ended();
    }

    private Directive Decide(ActorCell child, Exception reason)
    {
        Directive decision = Strategy.Decide(reason);
        if (decision != Directive.Restart)
            return decision;
        long time = cell.System.Timers.Ticks;
        return Children.MayRestart(child, time, Strategy) ? Directive.Restart : Directive.Stop;
    }

    private void Apply(Directive decision, ActorCell child, Exception reason)
    {
        if (!Strategy.AllForOne || decision == Directive.Resume)
        {
            Apply(decision, child, reason, failed: true);
            return;
        }
        foreach (ActorCell each in Children.Snapshot())
            Apply(decision, each, reason, failed: each == child);
    }

    private void Apply(Directive decision, ActorCell child, Exception reason, bool failed)
    {
        if (decision == Directive.Stop)
            Children.Stop(child);
        else if (decision == Directive.Restart)
            child.AddSystem(new SystemMail.Restart(reason));
        else if (failed)
            child.AddSystem(new SystemMail.Forgive());
    }

    private void RunHook(string name, ActorBase actor, Action<ActorBase> hook)
    {
        try
        {
            hook(actor);
        }
        catch (Exception reason)
        {
            cell.System.Observer.OnHookFailure(cell, name, reason);
        }
    }
}
