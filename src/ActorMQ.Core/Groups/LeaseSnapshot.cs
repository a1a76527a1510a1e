using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>
/// What is out, in a snapshot. Neighbours at one consumer with one attempt are written as one, from the first record
/// that is out to the last: how a range was split by deadlines or hand-outs is this process's affair.
/// </summary>
internal static class LeaseSnapshot
{
    /// <summary>Writes them.</summary>
    public static void Write(Group group, ByteWriter to)
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
            if (!open.IsDead && IsOne(open, lease))
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

    /// <summary>Reads them; before version 2 they had no concurrency.</summary>
    public static void Read(Group group, SnapshotSection section, ref ByteReader from)
    {
        const string What = "lease";
        while (!from.IsAtEnd)
        {
            var first = Stored.Number(ref from, What);
            var length = Stored.Number(ref from, int.MaxValue, What);
            var attempt = (short)Stored.Number(ref from, Limits.AttemptMax, What);
            var consumer = Stored.Any(ref from, What);
            var concurrency = section == SnapshotSection.PlainLeases
                ? 1
                : Stored.Number(ref from, Limits.ConcurrencyMax, What);
            Stored.Require(first >= group.Floor && length > 0 && first <= group.Cursor - length, What);
            Stored.Require(attempt > 0 && concurrency > 0, What);
            group.Ledger.Restore(new HandedOut(
                group.Id, first, length, attempt, consumer, DeadlineMs: long.MaxValue, (short)concurrency));
        }
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
        to.WriteVarint((ulong)lease.Concurrency);
    }

    private static bool IsOne(in Lease left, in Lease right) =>
        left.Consumer == right.Consumer && left.Attempt == right.Attempt && left.Concurrency == right.Concurrency;
}
