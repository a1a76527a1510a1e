using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// The sections of one group: its head, one for each page of what is settled and of what is ready, the attempts of the
/// ready records, one for each due time, the outbox, the leases. What came back is not written: it is ready, scheduled,
/// or in the outbox.
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
            WritePages(group, group.Ledger.Ready, SnapshotSection.ReadyPage, to);
        WriteAttempts(group, to);
        RetrySnapshot.Write(group, to);
        OutboxSnapshot.Write(group, to);
        OutboxSnapshot.WriteChoice(group, to);
        LeaseSnapshot.Write(group, to);
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
            case SnapshotSection.ReadyPage:
                ReadReadyPage(group.Ledger, ref from);
                break;
            case SnapshotSection.Attempts:
                ReadAttempts(group.Ledger, ref from);
                break;
            case SnapshotSection.Retries:
                RetrySnapshot.Read(group.Ledger, ref from);
                break;
            case SnapshotSection.Outbox:
                OutboxSnapshot.Read(group, ref from);
                break;
            case SnapshotSection.DeadLetters:
                group.Ledger.Outbox.DeadLetter = Stored.DeadLetter(ref from);
                break;
            case SnapshotSection.PlainLeases or SnapshotSection.Leases:
                LeaseSnapshot.Read(group, section, ref from);
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

    private static void ReadReadyPage(GroupLedger ledger, ref ByteReader from)
    {
        var again = from;
        PageCodec.Read(ledger.Ready, ref from);
        PageCodec.Read(ledger.Returned, ref again);
    }

    // Runs over the ready records alone: how many in a row have the same attempts.
    private static void WriteAttempts(Group group, ByteWriter to)
    {
        if (group.Ledger.Ready.Count == 0)
            return;
        var content = PartitionSnapshot.BeginSection(to, SnapshotSection.Attempts);
        content.WriteVarint((ulong)group.Id);
        var (ready, attempts, end) = (group.Ledger.Ready, group.Ledger.Attempts, group.Cursor);
        var (run, value) = (0L, 0);
        for (var at = ready.NextMember(group.Floor, end); at < end;)
        {
            var stop = attempts.RunEnd(at, ready.NextGap(at, end));
            if (run != 0 && attempts.Of(at) != value)
                (run, value) = WriteRun(content, run, value);
            (run, value) = (run + stop - at, attempts.Of(at));
            at = ready.NextMember(stop, end);
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
                at = ledger.Ready.NextMember(at, ledger.Cursor);
                Stored.Require(at < ledger.Cursor, "attempts");
                var end = ledger.Ready.NextGap(at, Math.Min(ledger.Cursor, at + left));
                ledger.Attempts.Set(at, end, value);
                (left, at) = (left - (end - at), end);
            }
        }

        Stored.Require(ledger.Ready.NextMember(at, ledger.Cursor) == ledger.Cursor, "attempts");
    }
}
