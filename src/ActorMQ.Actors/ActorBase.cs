namespace ActorMQ.Actors;

/// <summary>The behaviour of an actor: state touched by one message at a time, and hooks of its life.</summary>
/// <remarks>
/// Handlers never wait. Work that takes time goes to <see cref="IActorContext.PipeToSelf"/> or to a lane and comes
/// back as a message. An exception leaves the actor to its parent's <see cref="SupervisorStrategy"/>.
/// </remarks>
public abstract class ActorBase
{
    private IActorContext? context;

    /// <summary>What the actor can do; there from <see cref="PreStart"/> on, not in the constructor.</summary>
    protected IActorContext Context =>
        context ?? throw new InvalidOperationException("The context is not there in a constructor: use PreStart.");

    /// <summary>The reference of this actor; the same through restarts.</summary>
    protected IActorRef Self => Context.Self;

    /// <summary>Who sent the current message; null where nobody waits for an answer.</summary>
    protected IActorRef? Sender => Context.Sender;

    internal void Attach(IActorContext given) => context = given;

    internal bool Deliver(object message) => Receive(message);

    internal void Start() => PreStart();

    internal void Stopped() => PostStop();

    internal void Restarting(Exception reason, object? message) => PreRestart(reason, message);

    internal void Restarted(Exception reason) => PostRestart(reason);

    /// <summary>Handles one message. False: not mine, which is counted as unhandled.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Runs before the first message of a new actor.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Runs after the last message, when all children have ended.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Runs on the failed instance before it is replaced; stops the children, then calls PostStop.</summary>
    /// <param name="reason">Why it failed.</param>
    /// <param name="message">The message in hand; null outside of a message and in a batch.</param>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        Context.StopChildren();
        PostStop();
    }

    /// <summary>Runs on the fresh instance after a restart; calls PreStart.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();
}
