namespace ActorMQ.Actors;

/// <summary>An answer that says no: an ask that gets it fails with <paramref name="Reason"/>.</summary>
/// <param name="Reason">Why.</param>
public sealed record Failure(Exception Reason);
