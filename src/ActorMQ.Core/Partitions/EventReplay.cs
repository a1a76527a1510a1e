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
            case EventKind.TenureStarted or EventKind.TenureStartedCounted:
                var isCounted = kind == EventKind.TenureStartedCounted;
                partition.Play(new TenureStarted(Stored.Number(ref from, "tenure"), isCounted));
                break;
            case EventKind.GroupAdded:
                partition.Play(ReadGroup(ref from));
                break;
            case EventKind.ClockNoted:
                partition.NoteWall(Stored.Number(ref from, "clock"));
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
            case EventKind.HandedOut or EventKind.HandedOutConcurrently:
                group.Events.Play(ReadHandOut(id, kind, ref from));
                break;
            case EventKind.RangeSettled:
                var (first, count) = ReadRange(ref from);
                group.Events.Play(new RangeSettled(id, first, count));
                break;
            case EventKind.RangeReturnedAtOnce:
                (first, count) = ReadRange(ref from);
                group.Events.Play(new RangeReturned(id, first, count));
                break;
            case EventKind.RangeReturned:
                group.Events.Play(ReadReturn(id, ref from));
                break;
            default:
                PlayRareGroupEvent(partition, group, kind, ref from);
                break;
        }
    }

    private static void PlayRareGroupEvent(
        Partition partition, Group group, EventKind kind, ref ByteReader from)
    {
        switch (kind)
        {
            case EventKind.ConsumerReleased:
                var consumer = Stored.Any(ref from, "consumer");
                group.Events.Play(new ConsumerReleased(group.Id, consumer, Stored.Bool(ref from, "counted")));
                break;
            case EventKind.RetriesReleased:
                var wallMs = Stored.Number(ref from, "release");
                var count = Stored.Number(ref from, int.MaxValue, "release");
                group.Events.Play(new RetriesReleased(group.Id, wallMs, count));
                break;
            case EventKind.RangeMoved:
                var moved = Stored.Moved(group.Id, ref from);
                group.Events.Play(moved);
                if (Mutants.ReplayForgetsMoves)
                    group.Events.Play(new MovesDone(group.Id, group.EndMove));
                break;
            case EventKind.DeadLettersChosen:
                group.Events.Play(new DeadLettersChosen(group.Id, Stored.DeadLetter(ref from)));
                break;
            case EventKind.GroupRemoved:
                partition.Play(new GroupRemoved(group.Id));
                break;
            case EventKind.MovesDone:
                group.Events.Play(new MovesDone(group.Id, Stored.Number(ref from, "moves")));
                break;
            case EventKind.MovesReturned:
                group.Events.Play(new MovesReturned(group.Id, Stored.Number(ref from, "moves")));
                break;
            case EventKind.MovesPutOff:
                group.Events.Play(new MovesPutOff(group.Id, Stored.Number(ref from, "moves")));
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

    private static HandedOut ReadHandOut(int groupId, EventKind kind, ref ByteReader from)
    {
        const string What = "hand-out";
        var first = Stored.Number(ref from, What);
        var count = Stored.Number(ref from, int.MaxValue, What);
        var attempt = (short)Stored.Number(ref from, Limits.AttemptMax, What);
        var consumer = Stored.Any(ref from, What);
        var concurrency = kind == EventKind.HandedOut ? 1 : Stored.Number(ref from, Limits.ConcurrencyMax, What);
        Stored.Require(concurrency > 0, What);
        return new HandedOut(
            groupId, first, count, attempt, consumer, DeadlineMs: long.MaxValue, (short)concurrency);
    }

    private static (long First, long Count) ReadRange(ref ByteReader from)
    {
        var first = Stored.Number(ref from, "range");
        return (first, Stored.Number(ref from, "range"));
    }

    private static RangeReturned ReadReturn(int groupId, ref ByteReader from)
    {
        const string What = "return";
        var (first, count) = ReadRange(ref from);
        var isCounted = Stored.Bool(ref from, What);
        var dueMs = Stored.Number(ref from, What);
        if (dueMs == 0)
            return new RangeReturned(groupId, first, count, isCounted);
        var stepMs = Stored.Number(ref from, int.MaxValue, What);
        var steps = Stored.Number(ref from, RetryTime.StepsMax, What);
        var time = new RetryTime(dueMs, stepMs, steps);
        Stored.Require(steps > 0 && time.LastMs <= Limits.OffsetMax, What);
        if (Mutants.ReplayForgetsDelays)
            time = RetryTime.AtOnce;
        return new RangeReturned(groupId, first, count, isCounted, time);
    }
}
