namespace ActorMQ.Actors;

/// <summary>The only way to reach an actor: from any thread, without waiting, with a visible refusal.</summary>
public interface IActorRef
{
    /// <summary>Where the actor lives.</summary>
    ActorPath Path { get; }

    /// <summary>Puts <paramref name="message"/> into the mailbox, or says why not.</summary>
    /// <remarks>Messages from one sender arrive in the order in which they were told.</remarks>
    TellResult TryTell(object message, IActorRef? sender = null);

    /// <summary>As <see cref="TryTell"/>, for an answer that the actor itself has asked for.</summary>
    /// <remarks>
    /// It may use the slots of <see cref="MailboxOptions.ReservedForReplies"/> and is not refused for its bytes,
    /// so that a box full of requests cannot cut its owner off from the answers it waits for.
    /// </remarks>
    TellResult TryTellReserved(object message, IActorRef? sender = null);
}
