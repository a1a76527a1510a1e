using ActorMQ.Core.Groups;
using ActorMQ.Core.Producers;
using ActorMQ.Records;

namespace ActorMQ.Core.Partitions;

/// <summary>Plays the events of one stored record into a partition.</summary>
internal static class EventReplay
{
    /// <summary>Reads the head; answers the record's number and leaves the reader at the first event.</summary>
    public static long ReadHead(ref ByteReader from)
    {
        Stored.Require(
            Stored.Byte(ref from, "event record version") == PartitionEventBuffer.Version, "event record version");
        return Stored.Number(ref from, "event record number");
    }

    /// <summary>Reads one event and plays it.</summary>
    public static void PlayOne(Partition partition, ref ByteReader from)
    {
        var kind = (EventKind)Stored.Byte(ref from, "event kind");
        switch (kind)
        {
            case EventKind.BatchAppended:
                partition.Play(ReadBatch(ref from));
                break;
            case EventKind.ProducersEvicted:
                partition.Play(new ProducersEvicted(Stored.Number(ref from, "eviction")));
                break;
            case EventKind.TenureStarted:
                partition.Play(new TenureStarted(Stored.Number(ref from, "tenure")));
                break;
            case EventKind.GroupAdded:
                partition.Play(ReadGroup(ref from));
                break;
            default:
                PlayGroupEvent(partition, kind, ref from);
                break;
        }
    }

    private static void PlayGroupEvent(Partition partition, EventKind kind, ref ByteReader from)
    {
        var id = Stored.Number(ref from, int.MaxValue, "group number");
        Stored.Require(partition.TryGetGroup(id, out var group), "event of a group that was not added");
        switch (kind)
        {
            case EventKind.HandedOut:
                group.Play(ReadHandOut(id, ref from));
                break;
            case EventKind.RangeSettled:
                var (first, count) = ReadRange(ref from);
                group.Play(new RangeSettled(id, first, count));
                break;
            case EventKind.RangeReturned:
                (first, count) = ReadRange(ref from);
                group.Play(new RangeReturned(id, first, count));
                break;
            case EventKind.ConsumerReleased:
                var consumer = Stored.Any(ref from, "consumer");
                group.Play(new ConsumerReleased(id, consumer, Stored.Bool(ref from, "counted")));
                break;
            default:
                throw new CorruptRecordException(
                    $"The stored bytes have an event of unknown kind {(byte)kind}: written by a newer version?");
        }
    }

    private static BatchAppended ReadBatch(ref ByteReader from)
    {
        const string What = "appended batch";
        var baseOffset = Stored.Number(ref from, What);
        var count = Stored.Number(ref from, int.MaxValue, What);
        var wallMs = Stored.Number(ref from, What);
        if (!Stored.Bool(ref from, What))
            return new BatchAppended(baseOffset, count, default, ProducerEpoch: 0, BaseSequence: 0, wallMs);
        var producer = Stored.Producer(ref from, What);
        var epoch = Stored.Number(ref from, int.MaxValue, What);
        return new BatchAppended(baseOffset, count, producer, epoch, Stored.Number(ref from, What), wallMs);
    }

    private static GroupAdded ReadGroup(ref ByteReader from)
    {
        var id = Stored.Number(ref from, int.MaxValue, "group number");
        return new GroupAdded(id, Stored.Number(ref from, "group start"));
    }

    private static HandedOut ReadHandOut(int groupId, ref ByteReader from)
    {
        const string What = "hand-out";
        var first = Stored.Number(ref from, What);
        var count = Stored.Number(ref from, int.MaxValue, What);
        var attempt = (short)Stored.Number(ref from, Limits.AttemptMax, What);
        return new HandedOut(groupId, first, count, attempt, Stored.Any(ref from, What), DeadlineMs: long.MaxValue);
    }

    private static (long First, long Count) ReadRange(ref ByteReader from)
    {
        var first = Stored.Number(ref from, "range");
        return (first, Stored.Number(ref from, "range"));
    }
}
