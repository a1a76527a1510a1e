using ActorMQ.Core;
using ActorMQ.Journal;
using ActorMQ.Records;

namespace ActorMQ.Broker.Partitions;

/// <summary>Sound batches out of the journal, and where a damaged one ends them. On the journal's lane.</summary>
internal sealed class StoredBatches(NodeContext node, PartitionId id) : IDisposable
{
    /// <summary>What was read; each has one count of its slab, that is the taker's.</summary>
    public List<CachedBatch> Sound { get; } = [];

    /// <summary>The batch that was asked for, if it is damaged; then there is no sound one.</summary>
    public DamagedBatch? Damaged { get; private set; }

    /// <summary>Reads from the batch that holds the offset on.</summary>
    public void Read(long offset, int bytesMax)
    {
        var stored = new List<StoredBatch>();
        try
        {
            node.Journal.ReadBatches(id, offset, bytesMax, node.Slabs, stored);
        }
        catch (JournalCorruptException) when (stored.Count == 0 && node.Journal.FindBatch(id, offset) is { } place)
        {
            Damaged = new DamagedBatch(place.BaseOffset, place.Count);
        }
        catch (JournalCorruptException) when (stored.Count > 0)
        {
            // Those before it are sound; it is met again when it is the one that is wanted.
        }

        TakeSound(stored);
    }

    /// <summary>Lets go what was only looked at.</summary>
    public void Dispose()
    {
        foreach (CachedBatch batch in Sound)
            batch.Slab.Release();
        Sound.Clear();
    }

    // Behind a damaged one nothing is taken: what is in memory has no holes.
    private void TakeSound(List<StoredBatch> stored)
    {
        bool isSound = true;
        foreach (StoredBatch batch in stored)
        {
            isSound = isSound && RecordBatch.Verify(batch.Bytes.Span) == BatchFault.None;
            if (isSound)
                Sound.Add(new CachedBatch(batch.BaseOffset, batch.Count, batch.Bytes));
            else
                batch.Bytes.Release();
        }

        if (!isSound && Sound.Count == 0)
            Damaged = new DamagedBatch(stored[0].BaseOffset, stored[0].Count);
    }
}
