namespace ActorMQ.Actors;

/// <summary>The factory of an actor, or its PreStart or PostRestart, has thrown.</summary>
public sealed class ActorInitializationException(ActorPath actor, Exception reason)
    : Exception($"{actor} could not start: {reason.Message}", reason), IFailureAt
{
    /// <summary>The record the start failed at; empty where the reason names none.</summary>
    public string Position => (InnerException as IFailureAt)?.Position ?? "";
}
