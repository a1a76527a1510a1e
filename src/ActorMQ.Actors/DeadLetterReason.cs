namespace ActorMQ.Actors;

/// <summary>Why a message got nowhere.</summary>
public enum DeadLetterReason : byte
{
    /// <summary>The mailbox was full.</summary>
    MailboxFull,

    /// <summary>The actor had ended, or ended with the message in its mailbox.</summary>
    Terminated,

    /// <summary>The receiver said that the message is none of its own.</summary>
    Unhandled,

    /// <summary>An answer came after its ask had ended.</summary>
    LateReply,

    /// <summary>A pipe or a lane finished for an instance that is gone, or after its deadline.</summary>
    LateResult,

    /// <summary>A backoff supervisor could neither forward nor keep the message.</summary>
    Refused,
}
