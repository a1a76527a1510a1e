using ActorMQ.Journal;
using ActorMQ.Runtime;

namespace ActorMQ.Broker.Commit;

/// <summary>When one partition asks the journal to remove what is settled.</summary>
/// <remarks>
/// A removal writes pages of its own, whatever it removes: small batches go together. An append that holds settlements
/// only always asks, so nothing stays behind when a partition falls quiet.
/// </remarks>
internal sealed class PurgePace(ActorRuntime runtime)
{
    private const int BatchesMax = 16;
    private const long BytesMax = 256 * 1024;

    private int batches;
    private long bytes;

    /// <summary>The offset that the append names: <paramref name="floor"/>, or 0 for another time.</summary>
    public long Below(JournalAppend append, long floor)
    {
        foreach (BatchEntry batch in append.Batches)
        {
            batches++;
            bytes += batch.Bytes.Length;
        }

        if (append.Batches.Count > 0 && IsForLater())
            return 0;
        (batches, bytes) = (0, 0);
        return floor;
    }

    private bool IsForLater() => batches < BatchesMax && bytes < BytesMax
        ? !runtime.Rarely("purge: at once")
        : runtime.Rarely("purge: later");
}
