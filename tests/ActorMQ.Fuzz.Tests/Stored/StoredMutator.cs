using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>Changes what a journal holds: events, their fields and order, parts of a snapshot, records.</summary>
internal static class StoredMutator
{
    /// <summary>A changed copy; the CRCs are most often right.</summary>
    public static StoredStory Change(SeededRandom random, StoredStory story, StoredStory other)
    {
        byte[]? snapshot = story.Snapshot;
        var records = new List<byte[]>(story.Records);
        if (snapshot is not null && random.Next(2) == 0)
            snapshot = SnapshotMutator.Change(random, snapshot, other.Snapshot ?? snapshot);
        else if (records.Count != 0)
            ChangeRecords(random, records, other.Records);
        return new StoredStory(snapshot, records);
    }

    private static void ChangeRecords(SeededRandom random, List<byte[]> records, List<byte[]> others)
    {
        int at = random.Next(records.Count);
        switch (random.Next(14))
        {
            case 0: records.RemoveAt(at); break;
            case 1: records.Insert(at, records[random.Next(records.Count)]); break;
            case 2: (records[at], records[0]) = (records[0], records[at]); break;
            case 3: records[at] = Havoc.Change(random, records[at], others.Count == 0 ? default : others[0]); break;
            case 4:
                byte[] body = Havoc.Change(random, records[at].AsSpan(0, records[at].Length - 4), default);
                records[at] = StoredRecord.Sealed(body);
                break;
            default:
                StoredRecord record = StoredRecord.Read(records[at]);
                ulong number = random.Next(12) == 0 ? Numbers.Near(random, record.Number) : record.Number;
                ChangeEvents(random, record.Events, others);
                records[at] = (record with { Number = number }).ToBytes();
                break;
        }
    }

    private static void ChangeEvents(SeededRandom random, List<StoredEvent> events, List<byte[]> others)
    {
        for (int left = random.Next(3) == 0 ? random.Next(2, 6) : 1; left > 0; left--)
        {
            int at = random.Next(events.Count + 1);
            switch (events.Count == 0 ? 0 : random.Next(8))
            {
                case 0: events.Insert(at, AnyEvent(random, events)); break;
                case 1 when others.Count != 0:
                    events.InsertRange(at, StoredRecord.Read(others[random.Next(others.Count)]).Events);
                    break;
                case 2: events.RemoveAt(random.Next(events.Count)); break;
                case 3: events.Insert(at, events[random.Next(events.Count)]); break;
                default: ChangeField(random, events, random.Next(events.Count)); break;
            }
        }
    }

    private static void ChangeField(SeededRandom random, List<StoredEvent> events, int at)
    {
        StoredEvent e = events[at];
        if (e.Fields.Length == 0)
            return;
        ulong[] fields = [.. e.Fields];
        int field = random.Next(fields.Length);
        fields[field] = random.Next(3) == 0 ? AnyNumber(random, events) : Numbers.Near(random, fields[field]);
        byte kind = random.Next(12) == 0 ? (byte)random.Next(0, StoredEvent.Kinds + 2) : e.Kind;
        events[at] = new StoredEvent(kind, fields);
    }

    private static StoredEvent AnyEvent(SeededRandom random, List<StoredEvent> events)
    {
        byte kind = (byte)random.Next(1, StoredEvent.Kinds + 1);
        var fields = new ulong[StoredEvent.FieldsMax(kind)];
        for (int index = 0; index < fields.Length; index++)
            fields[index] = random.Next(3) == 0 ? AnyNumber(random, events) : (ulong)random.Next(0, 40);
        return new StoredEvent(kind, fields);
    }

    // A number that another event has, or an edge: what relates to the state is rarely far from it.
    private static ulong AnyNumber(SeededRandom random, List<StoredEvent> events)
    {
        StoredEvent e = events.Count == 0 ? default : events[random.Next(events.Count)];
        return e.Fields is { Length: > 0 } fields && random.Next(3) != 0
            ? fields[random.Next(fields.Length)]
            : Numbers.Edge(random);
    }
}
