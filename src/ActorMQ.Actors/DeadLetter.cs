namespace ActorMQ.Actors;

/// <summary>A message that nobody handled, and why.</summary>
/// <param name="Message">The message.</param>
/// <param name="Receiver">Whom it was meant for.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Reason">Why it got nowhere.</param>
public readonly record struct DeadLetter(
    object Message,
    ActorPath Receiver,
    IActorRef? Sender,
    DeadLetterReason Reason);
