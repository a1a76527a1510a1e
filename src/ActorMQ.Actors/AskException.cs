namespace ActorMQ.Actors;

/// <summary>An ask that got no answer. The kind of exception says why.</summary>
public abstract class AskException(ActorPath target, string message) : Exception(message)
{
    /// <summary>Who was asked.</summary>
    public ActorPath Target { get; } = target;
}
