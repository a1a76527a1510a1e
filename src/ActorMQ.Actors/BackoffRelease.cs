namespace ActorMQ.Actors;

/// <summary>Tells a backoff supervisor to end its quarantine and start the child.</summary>
public sealed record BackoffRelease;
