using System.Buffers.Binary;
using ActorMQ.Core;
using ActorMQ.Journal.Sqlite.Native;
using ActorMQ.Records;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>
/// The record batches: a small row by offset, and the bytes in a table of their own in the order of arrival.
/// </summary>
/// <remarks>
/// Bytes in arrival order are appended at one edge of their tree and freed at the other, whatever the number of
/// partitions. Were they in the row by offset, each partition of a group would cost a page of its own.
/// </remarks>
internal sealed unsafe class BatchTable
{
    /// <summary>Where the header of a batch has the time at which its producer made it.</summary>
    private const int CreatedAt = 72;

    private readonly record struct PurgedRow(long BaseOffset, long Body, long Length);

    private readonly Statement insertRow;
    private readonly Statement insertBody;
    private readonly Statement from;
    private readonly Statement body;
    private readonly Statement oldest;
    private readonly Statement created;
    private readonly Statement deleteBody;
    private readonly Statement deleteRows;
    private readonly List<PurgedRow> due = [];
    private long nextBody;

    public BatchTable(Database database)
    {
        insertRow = database.Prepare("INSERT INTO batch VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        insertBody = database.Prepare("INSERT INTO body VALUES(?1, ?2)");
        // The first row may begin below the offset: it is the last one that begins at or below it.
        from = database.Prepare(
            "SELECT base_offset, count, body, length, crc, stored_ms FROM batch "
            + "WHERE topic=?1 AND idx=?2 AND base_offset >= coalesce("
            + "(SELECT max(base_offset) FROM batch WHERE topic=?1 AND idx=?2 AND base_offset <= ?3), ?3) "
            + "ORDER BY base_offset");
        body = database.Prepare("SELECT bytes FROM body WHERE id=?1");
        oldest = database.Prepare(
            "SELECT base_offset, count, body, length FROM batch WHERE topic=?1 AND idx=?2 ORDER BY base_offset");
        created = database.Prepare(
            $"SELECT substr(bytes, {CreatedAt + 1}, {sizeof(long)}) FROM body WHERE id=?1");
        deleteBody = database.Prepare("DELETE FROM body WHERE id=?1");
        deleteRows = database.Prepare("DELETE FROM batch WHERE topic=?1 AND idx=?2 AND base_offset <= ?3");
        using Statement last = new(database, "SELECT coalesce(max(id), 0) FROM body");
        last.Step();
        nextBody = last.Long(0) + 1;
    }

    public void Insert(PartitionId partition, in BatchEntry batch)
    {
        insertRow
            .Bind(1, partition.Topic)
            .Bind(2, partition.Index)
            .Bind(3, batch.BaseOffset)
            .Bind(4, batch.Count)
            .Bind(5, nextBody)
            .Bind(6, batch.Bytes.Length)
            .Bind(7, RowCrc.Of(partition, batch))
            .Bind(8, batch.StoredUnixMs)
            .Run();
        fixed (byte* bytes = batch.Bytes.Span)
            insertBody.Bind(1, nextBody).BindPinned(2, bytes, batch.Bytes.Length).Run();
        nextBody++;
    }

    /// <summary>Base offset of the oldest batch; null when there is none.</summary>
    public long? FirstOffset(PartitionId partition)
    {
        if (!oldest.Bind(1, partition.Topic).Bind(2, partition.Index).Step())
            return null;
        long first = oldest.Long(0);
        oldest.Reset();
        return first;
    }

    /// <summary>The batch that holds the offset or follows it, without its bytes.</summary>
    public BatchPlace? Find(PartitionId partition, long offset)
    {
        from.Bind(1, partition.Topic).Bind(2, partition.Index).Bind(3, offset);
        while (from.Step())
        {
            if (from.Long(0) + from.Long(1) <= offset)
                continue;
            long stored = from.Long(5) > 0 ? from.Long(5) : CreatedMs(from.Long(2));
            BatchPlace place = new(from.Long(0), from.Int(1), from.Int(3), stored);
            from.Reset();
            return place;
        }

        return null;
    }

    public int Read(PartitionId partition, long fromOffset, int maxBytes, SlabPool pool, List<StoredBatch> into)
    {
        int read = 0;
        from.Bind(1, partition.Topic).Bind(2, partition.Index).Bind(3, fromOffset);
        while (from.Step())
        {
            if (from.Long(0) + from.Long(1) <= fromOffset)
                continue;
            if (read > 0 && read + from.Long(3) > maxBytes)
            {
                from.Reset();
                break;
            }

            StoredBatch batch = ReadOne(partition, pool);
            into.Add(batch);
            read += batch.Bytes.Length;
        }

        return read;
    }

    /// <summary>Removes batches that end at or below the offset, oldest first, while the budget lasts.</summary>
    /// <returns>How many bytes went, and how many batches.</returns>
    public (long Bytes, int Batches) Purge(PartitionId partition, long below, ref PurgeBudget budget)
    {
        FindDue(partition, below, ref budget);
        if (due.Count == 0)
            return (0, 0);
        long bytes = 0;
        foreach (PurgedRow row in due)
        {
            deleteBody.Bind(1, row.Body).Run();
            bytes += row.Length;
        }

        deleteRows.Bind(1, partition.Topic).Bind(2, partition.Index).Bind(3, due[^1].BaseOffset).Run();
        return (bytes, due.Count);
    }

    private void FindDue(PartitionId partition, long below, ref PurgeBudget budget)
    {
        due.Clear();
        if (below <= 0 || budget.IsSpent)
            return;
        oldest.Bind(1, partition.Topic).Bind(2, partition.Index);
        while (!budget.IsSpent && oldest.Step())
        {
            if (oldest.Long(0) + oldest.Long(1) > below)
                break;
            due.Add(new PurgedRow(oldest.Long(0), oldest.Long(2), oldest.Long(3)));
            budget.Spend(oldest.Long(3));
        }

        oldest.Reset();
    }

    /// <summary>The age of a batch that a file of format 1 holds; 0 when its bytes do not tell.</summary>
    private long CreatedMs(long id)
    {
        if (!created.Bind(1, id).Step())
            return 0;
        ReadOnlySpan<byte> bytes = created.Blob(0);
        long ms = bytes.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        created.Reset();
        return Math.Max(0, ms);
    }

    private StoredBatch ReadOne(PartitionId partition, SlabPool pool)
    {
        (long baseOffset, int count, int length) = (from.Long(0), from.Int(1), from.Int(3));
        bool found = body.Bind(1, from.Long(2)).Step();
        ReadOnlySpan<byte> bytes = found ? body.Blob(0) : default;
        bool isSound = found && bytes.Length == length
            && RowCrc.Of(partition, baseOffset, count, bytes) == (uint)from.Long(4);
        if (!isSound)
        {
            body.Reset();
            from.Reset();
            throw new JournalCorruptException(
                partition, $"The stored batch at offset {baseOffset} of partition {partition} fails its check.");
        }

        Slab slab = pool.Rent(length);
        bytes.CopyTo(slab.Span);
        body.Reset();
        return new StoredBatch(baseOffset, count, slab);
    }
}
