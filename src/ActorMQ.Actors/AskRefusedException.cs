namespace ActorMQ.Actors;

/// <summary>The mailbox of the target is full; the question was not asked.</summary>
public sealed class AskRefusedException(ActorPath target)
    : AskException(target, $"The mailbox of {target} is full; ask again later or raise its limits.");
