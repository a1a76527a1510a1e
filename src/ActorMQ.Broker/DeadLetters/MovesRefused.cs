namespace ActorMQ.Broker.DeadLetters;

/// <summary>To the origin: the target did not store the moves that it was sent last.</summary>
internal sealed record MovesRefused(int GroupId, Problem Problem);
