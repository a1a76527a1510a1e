namespace ActorMQ.Journal;

/// <summary>The caps of every journal, in one place.</summary>
public static class JournalLimits
{
    /// <summary>Batches that one commit removes at most.</summary>
    public const int PurgedBatchesMax = 256;

    /// <summary>Bytes after which one commit removes no further batch.</summary>
    public const int PurgedBytesMax = 8 * 1024 * 1024;

    /// <summary>Event records of deleted topics that one step of maintenance removes at most.</summary>
    public const int PurgedEventsMax = 1024;
}
