namespace ActorMQ.Broker.DeadLetters;

/// <summary>From the catalogue: where the moves of a group go; null: nowhere for now.</summary>
internal sealed record TargetFound(int GroupId, MoveTarget? Target);
