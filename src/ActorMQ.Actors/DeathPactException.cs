namespace ActorMQ.Actors;

/// <summary>A watched actor has ended and the watcher did not handle the notice.</summary>
public sealed class DeathPactException(ActorPath watcher, ActorPath subject)
    : Exception($"{subject} has ended and its watcher {watcher} did not handle Terminated.");
