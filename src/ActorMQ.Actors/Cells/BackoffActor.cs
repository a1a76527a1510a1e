namespace ActorMQ.Actors.Cells;

/// <summary>The actor behind <see cref="BackoffSupervisor"/>.</summary>
internal sealed class BackoffActor(Props childProps, string childName, BackoffOptions options)
    : ActorBase, IFailureListener
{
    private readonly Queue<Envelope> buffer = new();
    private Random chance = null!;
    private IActorRef? child;
    private BackoffState state = new(BackoffPhase.Running, 0, TimeSpan.Zero, null, null);

    /// <summary>The failure of the child that is ending; null where it stops by itself.</summary>
    private Exception? lastFailure;

    public void NoteFailure(Exception reason) => lastFailure = reason;

    protected override void PreStart()
    {
        chance = Context.System.Runtime.Random("backoff");
        StartChild();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Signal.ChildEnded:
                Back();
                break;
            case Signal.Start:
                StartChild();
                break;
            case Signal.Healthy:
                Change(state with { Failures = 0, Position = null, Reason = null });
                break;
            case BackoffQuery:
                Sender?.TryTellReserved(state, Self);
                break;
            case BackoffRelease:
                if (state.Phase == BackoffPhase.Quarantined)
                    StartAfresh();
                break;
            default:
                Pass(new Envelope(message, Sender));
                break;
        }
        return true;
    }

    protected override void PostStop()
    {
        foreach (Envelope kept in buffer)
            Context.System.DeadLetters.Add(
                new DeadLetter(kept.Message, Self.Path, kept.Sender, DeadLetterReason.Terminated));
    }

    private void StartAfresh()
    {
        state = new BackoffState(BackoffPhase.Waiting, 0, TimeSpan.Zero, null, null);
        StartChild();
    }

    private void StartChild()
    {
        lastFailure = null;
        child = Context.ActorOf(childProps, childName);
        Context.Watch(child, Signal.ChildEnded);
        Context.Timers.StartSingle(Signal.Healthy, Signal.Healthy, options.HealthyAfter);
        Change(state with { Phase = BackoffPhase.Running, Delay = TimeSpan.Zero });
        // Counted, since a child that ends at once sends its mail back into the buffer.
        for (int kept = buffer.Count; kept > 0; kept--)
            Pass(buffer.Dequeue());
    }

    private void Back()
    {
        child = null;
        Context.Timers.Cancel(Signal.Healthy);
        int failures = state.Failures + 1;
        string? position = lastFailure is IFailureAt { Position.Length: > 0 } at ? at.Position : null;
        bool again = position is not null && position == state.Position;
        bool tooMany = options.MaxRetries >= 0 && failures > options.MaxRetries;
        if (again || tooMany)
        {
            Change(new BackoffState(BackoffPhase.Quarantined, failures, TimeSpan.Zero, position, lastFailure));
            RefuseBuffer();
            return;
        }
        TimeSpan delay = DelayAfter(failures);
        Change(new BackoffState(BackoffPhase.Waiting, failures, delay, position, lastFailure));
        Context.Timers.StartSingle(Signal.Start, Signal.Start, delay);
    }

    private TimeSpan DelayAfter(int failures)
    {
        double grown = options.Min.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 62));
        double capped = Math.Min(grown, options.Max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(capped * (1 + (options.Jitter * chance.NextDouble())));
    }

    private void Pass(in Envelope mail)
    {
        if (child is not null && child.TryTell(mail.Message, mail.Sender) is var result and not TellResult.Terminated)
        {
            if (result == TellResult.MailboxFull)
                Refuse(mail, BackoffPhase.Running);
            return;
        }
        if (state.Phase != BackoffPhase.Quarantined && buffer.Count < options.BufferWhileDown)
            buffer.Enqueue(mail);
        else
            Refuse(mail, state.Phase == BackoffPhase.Quarantined ? state.Phase : BackoffPhase.Waiting);
    }

    private void RefuseBuffer()
    {
        while (buffer.TryDequeue(out Envelope kept))
            Refuse(kept, BackoffPhase.Quarantined);
    }

    private void Refuse(in Envelope mail, BackoffPhase phase)
    {
        Context.System.DeadLetters.Add(
            new DeadLetter(mail.Message, Self.Path, mail.Sender, DeadLetterReason.Refused));
        mail.Sender?.TryTellReserved(new BackoffRefused(mail.Message, phase), Self);
    }

    private void Change(BackoffState next)
    {
        state = next;
        options.Changed?.Invoke(next);
    }

    private enum Signal : byte
    {
        ChildEnded,
        Start,
        Healthy,
    }
}
