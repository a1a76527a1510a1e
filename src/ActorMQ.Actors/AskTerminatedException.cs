namespace ActorMQ.Actors;

/// <summary>The target has ended, or ended with the question in its mailbox.</summary>
public sealed class AskTerminatedException(ActorPath target)
    : AskException(target, $"{target} has ended and cannot answer.");
