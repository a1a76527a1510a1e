namespace ActorMQ.Actors;

/// <summary>The state of a backoff supervisor; also the answer to <see cref="BackoffQuery"/>.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Delay">The delay before the next start; zero while the child runs or is quarantined.</param>
/// <param name="Position">Where it failed last, from <see cref="IFailureAt"/>; null if it named none.</param>
/// <param name="Reason">The last failure; null where the child has stopped by itself.</param>
public sealed record BackoffState(
    BackoffPhase Phase,
    int Failures,
    TimeSpan Delay,
    string? Position,
    Exception? Reason);
