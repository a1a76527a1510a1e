namespace ActorMQ.Broker.DeadLetters;

/// <summary>From the catalogue: where the dead letters of a group go; null: nowhere for now.</summary>
internal sealed record DeadLettersFound(int GroupId, DeadLetterTarget? Target);
