namespace ActorMQ.Actors;

/// <summary>Hears what a system cannot tell anyone else; a host writes its log from here.</summary>
/// <remarks>Called on any thread, in the middle of a turn: be short, never throw, never wait.</remarks>
public class SystemObserver
{
    /// <summary>An observer that does nothing.</summary>
    public static SystemObserver Silent { get; } = new();

    /// <summary>A message got nowhere.</summary>
    public virtual void OnDeadLetter(in DeadLetter letter)
    {
    }

    /// <summary>An actor failed and its parent has decided.</summary>
    public virtual void OnFailure(IActorRef actor, Exception reason, Directive decision)
    {
    }

    /// <summary>A hook that runs while an actor ends has thrown; the end goes on.</summary>
    public virtual void OnHookFailure(IActorRef actor, string hook, Exception reason)
    {
    }

    /// <summary>A task of the coordinated shutdown failed or took longer than its phase allows.</summary>
    public virtual void OnShutdownProblem(ShutdownProblem problem)
    {
    }
}
