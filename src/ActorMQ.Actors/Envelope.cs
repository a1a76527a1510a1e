namespace ActorMQ.Actors;

/// <summary>A message and who sent it.</summary>
/// <param name="Message">What was told.</param>
/// <param name="Sender">Who may be answered; null where nobody waits.</param>
public readonly record struct Envelope(object Message, IActorRef? Sender);
