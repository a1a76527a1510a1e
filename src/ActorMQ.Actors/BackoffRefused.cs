namespace ActorMQ.Actors;

/// <summary>Told to the sender of a message that a backoff supervisor could neither forward nor keep.</summary>
/// <param name="Message">The message.</param>
/// <param name="Phase">What the supervisor was doing; running means that the child's mailbox was full.</param>
public sealed record BackoffRefused(object Message, BackoffPhase Phase);
