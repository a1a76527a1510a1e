using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>The fence rows: who may append to a partition, and where its journal stands.</summary>
internal sealed class FenceTable
{
    private readonly Statement advance;
    private readonly Statement acquire;
    private readonly Statement reacquire;
    private readonly Statement read;
    private readonly Statement insert;
    private readonly Statement extent;
    private readonly Statement shrink;

    public FenceTable(Database database)
    {
        advance = database.Prepare(
            "UPDATE partition SET journal_seq=journal_seq+1, next_offset=?1, batches=batches+?7, bytes=bytes+?8 "
            + "WHERE topic=?2 AND idx=?3 AND epoch=?4 AND nonce=?5 AND journal_seq=?6");
        acquire = database.Prepare("UPDATE partition SET epoch=epoch+1, nonce=?1 WHERE topic=?2 AND idx=?3");
        reacquire = database.Prepare(
            "UPDATE partition SET epoch=epoch+1, nonce=?1 WHERE topic=?2 AND idx=?3 AND epoch=?4 AND nonce=?5");
        read = database.Prepare(
            "SELECT epoch, nonce, journal_seq, next_offset FROM partition WHERE topic=?1 AND idx=?2");
        insert = database.Prepare("INSERT INTO partition VALUES(?1, ?2, 0, ?3, 0, 0, 0, 0)");
        extent = database.Prepare("SELECT next_offset, batches, bytes FROM partition WHERE topic=?1 AND idx=?2");
        shrink = database.Prepare(
            "UPDATE partition SET batches=batches-?3, bytes=bytes-?4 WHERE topic=?1 AND idx=?2");
    }

    /// <summary>The fence: moves the row on if, and only if, it still holds what the append expects.</summary>
    public bool TryAdvance(JournalAppend append)
    {
        Span<byte> nonce = stackalloc byte[16];
        append.Ownership.Nonce.TryWriteBytes(nonce);
        return advance
            .Bind(1, append.NextOffset)
            .Bind(2, append.Partition.Topic)
            .Bind(3, append.Partition.Index)
            .Bind(4, append.Ownership.Epoch)
            .BindCopy(5, nonce)
            .Bind(6, append.ExpectedSequence)
            .Bind(7, append.Batches.Count)
            .Bind(8, BytesOf(append.Batches))
            .Run() == 1;
    }

    /// <summary>Whether the row holds what the append expects; moves nothing.</summary>
    public bool IsFenceOf(JournalAppend append) =>
        Read(append.Partition) is { } row
        && row.Ownership == append.Ownership
        && row.Sequence == append.ExpectedSequence;

    /// <summary>Counts batches that were removed.</summary>
    public void Shrink(PartitionId partition, int batches, long bytes) => shrink
        .Bind(1, partition.Topic)
        .Bind(2, partition.Index)
        .Bind(3, batches)
        .Bind(4, bytes)
        .Run();

    /// <summary>What is kept; null when there is no such partition.</summary>
    public PartitionExtent? ReadExtent(PartitionId partition, long? firstOffset)
    {
        if (!extent.Bind(1, partition.Topic).Bind(2, partition.Index).Step())
            return null;
        long next = extent.Long(0);
        PartitionExtent row = new(firstOffset ?? next, next, extent.Long(1), extent.Long(2));
        extent.Reset();
        return row;
    }

    public AcquiredPartition? Acquire(PartitionId partition, Guid nonce)
    {
        int changed = acquire
            .BindCopy(1, nonce.ToByteArray())
            .Bind(2, partition.Topic)
            .Bind(3, partition.Index)
            .Run();
        return changed == 1 ? Read(partition) : null;
    }

    public AcquiredPartition? Reacquire(PartitionId partition, Ownership held, Guid nonce)
    {
        int changed = reacquire
            .BindCopy(1, nonce.ToByteArray())
            .Bind(2, partition.Topic)
            .Bind(3, partition.Index)
            .Bind(4, held.Epoch)
            .BindCopy(5, held.Nonce.ToByteArray())
            .Run();
        return changed == 1 ? Read(partition) : null;
    }

    public AcquiredPartition? Read(PartitionId partition)
    {
        read.Bind(1, partition.Topic).Bind(2, partition.Index);
        if (!read.Step())
            return null;
        Ownership ownership = new(read.Long(0), new Guid(read.Blob(1)));
        AcquiredPartition row = new(partition, ownership, read.Long(2), read.Long(3));
        read.Reset();
        return row;
    }

    public void Insert(PartitionId partition) => insert
        .Bind(1, partition.Topic)
        .Bind(2, partition.Index)
        .BindCopy(3, Guid.Empty.ToByteArray())
        .Run();

    private static long BytesOf(List<BatchEntry> batches)
    {
        long bytes = 0;
        foreach (BatchEntry batch in batches)
            bytes += batch.Bytes.Length;
        return bytes;
    }
}
