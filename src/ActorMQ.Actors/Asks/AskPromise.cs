namespace ActorMQ.Actors.Asks;

/// <summary>The task of one ask, and the reference that its answer is told to.</summary>
internal sealed class AskPromise<T>(ActorSystem system, IActorRef target, TimeSpan timeout)
    : TaskCompletionSource<T>(system.Runtime.CompletionOptions), IActorRef, IAskPromise
{
    private int slot = AskTable.NoSlot;

    public long Deadline { get; private set; }

    public ActorPath Path => new(system.Name, "ask", 0);

    /// <summary>Enters the table that ends it at its deadline. False: the table is full.</summary>
    public bool TryRegister()
    {
        Deadline = system.Timers.Ticks + timeout.Ticks;
        return system.Asks.TryAdd(this, out slot);
    }

    public TellResult TryTell(object message, IActorRef? sender = null)
    {
        bool taken = message switch
        {
            T answer => TrySetResult(answer),
            Failure no => TrySetException(no.Reason),
            _ => TrySetException(WrongAnswer(message)),
        };
        if (!taken)
        {
            system.DeadLetters.Add(new DeadLetter(message, Path, sender, DeadLetterReason.LateReply));
            return TellResult.Terminated;
        }
        system.Asks.Remove(this, slot);
        return TellResult.Accepted;
    }

    public TellResult TryTellReserved(object message, IActorRef? sender = null) => TryTell(message, sender);

    public void TimeOut() => Fail(new AskTimeoutException(target.Path, timeout));

    public void TargetEnded() => Fail(new AskTerminatedException(target.Path));

    public void Fail(Exception reason)
    {
        if (TrySetException(reason))
            system.Asks.Remove(this, slot);
    }

    public void Cancel(CancellationToken token)
    {
        if (TrySetCanceled(token))
            system.Asks.Remove(this, slot);
    }

    private InvalidCastException WrongAnswer(object message) =>
        new($"{target.Path} answered with {message.GetType().Name}; {typeof(T).Name} was asked for.");
}
