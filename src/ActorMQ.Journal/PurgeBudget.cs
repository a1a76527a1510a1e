namespace ActorMQ.Journal;

/// <summary>
/// What one commit may still remove. Every journal spends it alike, in the order of the group's appends.
/// </summary>
public struct PurgeBudget()
{
    private int batches = JournalLimits.PurgedBatchesMax;
    private long bytes = JournalLimits.PurgedBytesMax;

    /// <summary>Whether nothing more may go in this commit.</summary>
    public readonly bool IsSpent => batches <= 0 || bytes <= 0;

    /// <summary>Counts one removed batch.</summary>
    public void Spend(long batchBytes)
    {
        batches--;
        bytes -= batchBytes;
    }
}
