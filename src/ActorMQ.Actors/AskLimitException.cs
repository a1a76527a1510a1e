namespace ActorMQ.Actors;

/// <summary>Too many asks of this system wait for an answer; the question was not asked.</summary>
public sealed class AskLimitException(ActorPath target, int limit)
    : AskException(target, $"{limit} asks wait for an answer already; {target} was not asked.");
