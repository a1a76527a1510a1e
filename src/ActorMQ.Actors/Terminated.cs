namespace ActorMQ.Actors;

/// <summary>A watched actor has ended.</summary>
/// <param name="Subject">The actor that ended.</param>
public sealed record Terminated(IActorRef Subject);
