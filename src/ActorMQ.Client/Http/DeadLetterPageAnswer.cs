namespace ActorMQ.Client.Http;

/// <summary>A page of dead letters as the node writes it.</summary>
internal sealed record DeadLetterPageAnswer(List<DeadLetter>? DeadLetters, string? Next);
