namespace ActorMQ.Broker.DeadLetters;

/// <summary>To the origin: the target has stored all moves of the group below that sequence.</summary>
internal sealed record MovesStored(int GroupId, long EndSequence);
