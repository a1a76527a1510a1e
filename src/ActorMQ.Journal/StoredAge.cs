using ActorMQ.Core;
using ActorMQ.Core.Topics;

namespace ActorMQ.Journal;

/// <summary>Questions about the age of what is stored, answered by a bounded number of look-ups.</summary>
public static class StoredAge
{
    /// <summary>Applies a rule to the oldest batches, at most as many as one commit removes.</summary>
    /// <returns>The offset below which batches may go; the first stored one when none may. Ask again once they are
    /// gone: more may follow.</returns>
    public static long FindExpired(this IJournal journal, PartitionId partition, in ExpiryRule rule)
    {
        if (journal.ReadExtent(partition) is not { } extent)
            return 0;
        long offset = extent.FirstOffset;
        long bytes = extent.Bytes;
        for (int seen = 0; seen < JournalLimits.PurgedBatchesMax; seen++)
        {
            if (journal.FindBatch(partition, offset) is not { } batch || batch.EndOffset > rule.Below)
                break;
            bool isOverSize = bytes > rule.BytesMax && batch.EndOffset < extent.NextOffset;
            if (batch.StoredUnixMs > rule.StoredBeforeMs && !isOverSize)
                break;
            offset = batch.EndOffset;
            bytes -= batch.Bytes;
        }

        return offset;
    }

    /// <summary>
    /// Where to begin in order to read what was stored at a time or later: base offset of the first such batch.
    /// </summary>
    /// <returns>The next free offset when everything is older; null when there is no such partition.</returns>
    public static long? OffsetAt(this IJournal journal, PartitionId partition, long unixMs)
    {
        if (journal.ReadExtent(partition) is not { } extent)
            return null;
        // The answer lies in low to high: everything below low is older, high is not, or is the end.
        long low = extent.FirstOffset;
        long high = extent.NextOffset;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (journal.FindBatch(partition, middle) is not { } batch)
                high = middle;
            else if (batch.StoredUnixMs < unixMs)
                low = batch.EndOffset;
            else if (batch.BaseOffset >= high)
                high = middle;
            else
                high = Math.Max(low, batch.BaseOffset);
        }

        return journal.FindBatch(partition, low)?.BaseOffset ?? extent.NextOffset;
    }
}
