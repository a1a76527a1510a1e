namespace ActorMQ.Actors;

/// <summary>No answer came in time. The target may have done the work all the same.</summary>
public sealed class AskTimeoutException(ActorPath target, TimeSpan timeout)
    : AskException(target, $"{target} did not answer within {timeout.TotalMilliseconds:0} ms.");
