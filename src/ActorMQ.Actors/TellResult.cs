namespace ActorMQ.Actors;

/// <summary>What became of a message that was told.</summary>
public enum TellResult : byte
{
    /// <summary>It is in the mailbox.</summary>
    Accepted,

    /// <summary>The mailbox is at its limit of messages or bytes: slow down, try later, or refuse upstream.</summary>
    MailboxFull,

    /// <summary>The actor has ended and will not come back under this reference.</summary>
    Terminated,
}
