using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The sections of one group: its head, one section for each page, the attempts of the waiting records, the leases. A
/// page stands alone, so that a later snapshot may write the changed ones only.
/// </summary>
internal static class GroupSnapshot
{
    /// <summary>Writes every section of a group.</summary>
    public static void Write(Group group, ByteWriter to)
    {
        var head = PartitionSnapshot.BeginSection(to, SnapshotSection.Group);
        head.WriteVarint((ulong)group.Id);
        head.WriteVarint((ulong)group.Floor);
        head.WriteVarint((ulong)group.Cursor);
        PartitionSnapshot.EndSection(to, head);
        WritePages(group, group.Ledger.Settled, SnapshotSection.SettledPage, to);
        if (!Mutants.SnapshotSkipsPage)
            WritePages(group, group.Ledger.Waiting, SnapshotSection.WaitingPage, to);
        WriteAttempts(group, to);
        WriteLeases(group, to);
    }

    /// <summary>Reads one section of a group.</summary>
    public static void ReadSection(Partition partition, SnapshotSection section, ref ByteReader from)
    {
        var id = Stored.Number(ref from, int.MaxValue, "group number");
        if (section == SnapshotSection.Group)
        {
            ReadHead(partition, id, ref from);
            return;
        }

        Stored.Require(partition.TryGetGroup(id, out var group), "section of a group without a head");
        switch (section)
        {
            case SnapshotSection.SettledPage:
                PageCodec.Read(group.Ledger.Settled, ref from);
                break;
            case SnapshotSection.WaitingPage:
                PageCodec.Read(group.Ledger.Waiting, ref from);
                break;
            case SnapshotSection.Attempts:
                ReadAttempts(group.Ledger, ref from);
                break;
            case SnapshotSection.Leases:
                ReadLeases(group, ref from);
                break;
            default:
                throw new CorruptRecordException(
                    $"The snapshot has a section of unknown kind {(byte)section}: written by a newer version?");
        }
    }

    private static void ReadHead(Partition partition, int id, ref ByteReader from)
    {
        var floor = Stored.Number(ref from, "floor");
        var cursor = Stored.Number(ref from, "cursor");
        Stored.Require(floor <= cursor && cursor <= partition.NextOffset, "floor and cursor");
        partition.Play(new GroupAdded(id, floor));
        partition.TryGetGroup(id, out var group);
        group!.Ledger.Cursor = cursor;
    }

    private static void WritePages(Group group, OffsetSet set, SnapshotSection section, ByteWriter to)
    {
        for (var (page, high) = set.Pages; page < high; page++)
        {
            if (set.Page(page) is not { } found)
                continue;
            var content = PartitionSnapshot.BeginSection(to, section);
            content.WriteVarint((ulong)group.Id);
            PageCodec.Write(page, found, content);
            PartitionSnapshot.EndSection(to, content);
        }
    }

    // Runs over the waiting records alone: how many in a row have the same attempts.
    private static void WriteAttempts(Group group, ByteWriter to)
    {
        if (group.WaitingCount == 0)
            return;
        var content = PartitionSnapshot.BeginSection(to, SnapshotSection.Attempts);
        content.WriteVarint((ulong)group.Id);
        var (waiting, attempts, end) = (group.Ledger.Waiting, group.Ledger.Attempts, group.Cursor);
        var (run, value) = (0L, 0);
        for (var at = waiting.NextMember(group.Floor, end); at < end;)
        {
            var stop = attempts.RunEnd(at, waiting.NextGap(at, end));
            if (run != 0 && attempts.Of(at) != value)
                (run, value) = WriteRun(content, run, value);
            (run, value) = (run + stop - at, attempts.Of(at));
            at = waiting.NextMember(stop, end);
        }

        WriteRun(content, run, value);
        PartitionSnapshot.EndSection(to, content);
    }

    private static (long Run, int Value) WriteRun(ByteWriter to, long run, int value)
    {
        to.WriteVarint((ulong)run);
        to.WriteByte((byte)value);
        return (0, 0);
    }

    private static void ReadAttempts(GroupLedger ledger, ref ByteReader from)
    {
        var at = ledger.Floor;
        while (!from.IsAtEnd)
        {
            var left = Stored.Number(ref from, "attempts");
            var value = Stored.Byte(ref from, "attempts");
            while (left > 0)
            {
                at = ledger.Waiting.NextMember(at, ledger.Cursor);
                Stored.Require(at < ledger.Cursor, "attempts");
                var end = ledger.Waiting.NextGap(at, Math.Min(ledger.Cursor, at + left));
                ledger.Attempts.Set(at, end, value);
                (left, at) = (left - (end - at), end);
            }
        }

        Stored.Require(ledger.Waiting.NextMember(at, ledger.Cursor) == ledger.Cursor, "attempts");
    }

    // Neighbours with one consumer and one attempt are written as one, from the first record that is out to the last:
    // how a range was split by deadlines or hand-outs is this process's affair.
    private static void WriteLeases(Group group, ByteWriter to)
    {
        if (group.InFlight == 0)
            return;
        var content = PartitionSnapshot.BeginSection(to, SnapshotSection.Leases);
        content.WriteVarint((ulong)group.Id);
        var open = default(Lease);
        for (var index = group.Ledger.Leases.Start; index < group.Ledger.Leases.End; index++)
        {
            var lease = group.Ledger.Leases[index];
            if (lease.IsDead)
                continue;
            lease.First = group.Ledger.NextOut(lease.First, lease.End);
            lease.End = LastOutEnd(group.Ledger, lease);
            if (!open.IsDead && open.Consumer == lease.Consumer && open.Attempt == lease.Attempt)
            {
                open.End = lease.End;
                continue;
            }

            WriteLease(content, open);
            open = lease;
        }

        WriteLease(content, open);
        PartitionSnapshot.EndSection(to, content);
    }

    private static long LastOutEnd(GroupLedger ledger, in Lease lease)
    {
        var last = lease.First;
        for (var at = lease.First; at < lease.End; at = ledger.NextOut(last, lease.End))
            last = ledger.OutRunEnd(at, lease.End);
        return last;
    }

    private static void WriteLease(ByteWriter to, in Lease lease)
    {
        if (lease.IsDead)
            return;
        to.WriteVarint((ulong)lease.First);
        to.WriteVarint((ulong)(lease.End - lease.First));
        to.WriteVarint((ulong)lease.Attempt);
        to.WriteVarint((ulong)lease.Consumer);
    }

    private static void ReadLeases(Group group, ref ByteReader from)
    {
        const string What = "lease";
        while (!from.IsAtEnd)
        {
            var first = Stored.Number(ref from, What);
            var length = Stored.Number(ref from, int.MaxValue, What);
            var attempt = (short)Stored.Number(ref from, Limits.AttemptMax, What);
            var consumer = Stored.Any(ref from, What);
            Stored.Require(first >= group.Floor && length > 0 && first <= group.Cursor - length && attempt > 0, What);
            group.Ledger.Restore(new HandedOut(group.Id, first, length, attempt, consumer, DeadlineMs: long.MaxValue));
        }
    }
}
