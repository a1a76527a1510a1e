namespace ActorMQ.Client;

/// <summary>Some dead letters, by partition and offset.</summary>
/// <param name="DeadLetters">The dead letters; perhaps fewer than were asked for, though there are more.</param>
/// <param name="Next">Where to go on; null: there are no more.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> DeadLetters, DeadLetterPosition? Next);
