namespace ActorMQ.Actors;

/// <summary>The recipe of an actor.</summary>
/// <param name="Factory">Makes a fresh instance; called again for each restart.</param>
/// <param name="Mailbox">Limits of the mailbox; <see cref="MailboxOptions.Default"/> where null.</param>
/// <param name="Supervision">How it judges its children; <see cref="SupervisorStrategy.Default"/> where null.</param>
public sealed record Props(
    Func<ActorBase> Factory,
    MailboxOptions? Mailbox = null,
    SupervisorStrategy? Supervision = null);
