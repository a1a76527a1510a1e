namespace ActorMQ.Actors;

/// <summary>Asks a backoff supervisor for its <see cref="BackoffState"/>.</summary>
public sealed record BackoffQuery;
