using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Core.Groups;

/// <summary>The moves of a group that are not done, in a snapshot: runs of neighbours that moved alike.</summary>
internal static class OutboxSnapshot
{
    /// <summary>Writes them; nothing as long as the group never moved a record.</summary>
    public static void Write(Group group, ByteWriter to)
    {
        var outbox = group.Ledger.Outbox;
        if (outbox.End == 0)
            return;
        var content = PartitionSnapshot.BeginSection(to, SnapshotSection.Outbox);
        content.WriteVarint((ulong)group.Id);
        content.WriteVarint((ulong)outbox.First);
        for (var sequence = outbox.First; sequence < outbox.End;)
        {
            var count = RunLength(outbox, sequence);
            Stored.Write(RunOf(group.Id, outbox[sequence], count), content);
            sequence += count;
        }

        PartitionSnapshot.EndSection(to, content);
    }

    /// <summary>Writes where they go, unless it is where they go without a word.</summary>
    public static void WriteChoice(Group group, ByteWriter to)
    {
        if (group.DeadLetter.Length == 0)
            return;
        var content = PartitionSnapshot.BeginSection(to, SnapshotSection.DeadLetters);
        content.WriteVarint((ulong)group.Id);
        content.WriteString(group.DeadLetter);
        PartitionSnapshot.EndSection(to, content);
    }

    /// <summary>Reads them.</summary>
    public static void Read(Group group, ref ByteReader from)
    {
        const string What = "outbox";
        var ledger = group.Ledger;
        ledger.Outbox.Restore(Stored.Number(ref from, What));
        while (!from.IsAtEnd)
        {
            var e = Stored.Moved(group.Id, ref from);
            Stored.Require(e.Count > 0 && e.First >= group.Floor && e.End <= group.Cursor, What);
            ledger.Outbox.Add(e);
            ledger.Returned.Add(e.First, e.End);
        }
    }

    private static int RunLength(Outbox outbox, long sequence)
    {
        ref readonly var first = ref outbox[sequence];
        var count = 1;
        while (sequence + count < outbox.End && IsNext(first, outbox[sequence + count], count))
            count++;
        return count;
    }

    private static bool IsNext(in Move first, in Move other, int distance) =>
        other == first with { Sequence = first.Sequence + distance, Offset = first.Offset + distance };

    private static RangeMoved RunOf(int groupId, in Move first, int count) => new(
        groupId, first.Offset, count, first.Attempt, first.Cause, first.Reason, first.MovedAtMs, first.Target);
}
