namespace ActorMQ.Journal;

/// <summary>
/// A definite abort with nothing stored (disk full, a constraint): the journal is sound and stays open.
/// </summary>
public sealed class JournalRefusedException(
    string message, Exception? inner = null, JournalRefusal reason = JournalRefusal.Other) : Exception(message, inner)
{
    /// <summary>What kind of abort.</summary>
    public JournalRefusal Reason { get; } = reason;
}
