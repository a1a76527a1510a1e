using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>What waits for its backoff, in a snapshot: a section for each due time and number of attempts.</summary>
internal static class RetrySnapshot
{
    /// <summary>Writes them.</summary>
    public static void Write(Group group, ByteWriter to)
    {
        var page = new ByteWriter();
        foreach (var bucket in group.Ledger.Retries.Buckets)
        {
            var content = PartitionSnapshot.BeginSection(to, SnapshotSection.Retries);
            content.WriteVarint((ulong)group.Id);
            content.WriteVarint((ulong)bucket.DueMs);
            content.WriteByte((byte)bucket.Attempts);
            WritePages(bucket.Offsets, page, content);
            PartitionSnapshot.EndSection(to, content);
        }
    }

    /// <summary>Reads one of them.</summary>
    public static void Read(GroupLedger ledger, ref ByteReader from)
    {
        const string What = "retries";
        var dueMs = Stored.Number(ref from, What);
        dueMs = Mutants.SnapshotForgetsDelays ? 1 : dueMs;
        var bucket = ledger.Retries.Bucket(dueMs, Stored.Byte(ref from, What));
        Stored.Require(dueMs > 0 && bucket.Offsets.Count == 0, What);
        while (!from.IsAtEnd)
        {
            Stored.Require(from.TryReadBytes(int.MaxValue, out var bytes), What);
            var page = new ByteReader(bytes);
            var again = page;
            PageCodec.Read(bucket.Offsets, ref page);
            PageCodec.Read(ledger.Returned, ref again);
            Stored.Require(page.IsAtEnd, What);
        }

        ledger.Retries.Restore(bucket.Offsets.Count);
    }

    private static void WritePages(OffsetSet set, ByteWriter scratch, ByteWriter to)
    {
        for (var (page, high) = set.Pages; page < high; page++)
        {
            if (set.Page(page) is not { } found)
                continue;
            scratch.Clear();
            PageCodec.Write(page, found, scratch);
            to.WriteBytes(scratch.Written);
        }
    }
}
