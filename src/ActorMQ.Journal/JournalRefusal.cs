namespace ActorMQ.Journal;

/// <summary>Why a journal refused something of which nothing was stored.</summary>
public enum JournalRefusal : byte
{
    /// <summary>A constraint, a lock, or a file that cannot be used: the message says it.</summary>
    Other,

    /// <summary>
    /// The disk is full, or the journal's quota is used up. Acks and deletions still have the reserve.
    /// </summary>
    StorageFull,
}
