using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>Changes sections of a snapshot: their numbers, their order, their kinds.</summary>
internal static class SnapshotMutator
{
    private const byte Producers = 2;

    /// <summary>A changed copy of a snapshot.</summary>
    public static byte[] Change(SeededRandom random, byte[] snapshot, byte[] other)
    {
        if (random.Next(10) == 0)
            return StoredRecord.Sealed(Havoc.Change(random, snapshot.AsSpan(0, snapshot.Length - 4), other));
        List<(byte Kind, byte[] Content)> sections = Read(snapshot);
        for (int left = random.Next(3) == 0 ? random.Next(2, 5) : 1; left > 0; left--)
            ChangeOnce(random, sections, Read(other));
        byte[] changed = Write(sections);
        return random.Next(20) == 0 ? Havoc.Change(random, changed, other) : changed;
    }

    private static void ChangeOnce(
        SeededRandom random, List<(byte Kind, byte[] Content)> sections, List<(byte Kind, byte[] Content)> others)
    {
        int at = random.Next(sections.Count);
        (byte kind, byte[] content) = sections[at];
        switch (random.Next(12))
        {
            case 0 when sections.Count > 1: sections.RemoveAt(at); break;
            case 1: sections.Insert(random.Next(sections.Count + 1), sections[at]); break;
            case 2: (sections[at], sections[^1]) = (sections[^1], sections[at]); break;
            case 3: sections.Insert(at, others[random.Next(others.Count)]); break;
            case 4: sections[at] = ((byte)random.Next(13), content); break;
            case 5 or 6: sections[at] = (kind, Havoc.Change(random, content, others[0].Content)); break;
            default: sections[at] = (kind, ChangeNumber(random, kind, content)); break;
        }
    }

    // Everything but producers and bitmaps is varints alone.
    private static byte[] ChangeNumber(SeededRandom random, byte kind, byte[] content)
    {
        var numbers = new List<ulong>();
        var from = new ByteReader(content);
        while (from.TryReadVarint(out ulong number))
            numbers.Add(number);
        if (kind == Producers || !from.IsAtEnd || numbers.Count == 0)
            return Havoc.Change(random, content, default);
        int at = random.Next(numbers.Count);
        numbers[at] = Numbers.Near(random, numbers[at]);
        if (random.Next(6) == 0)
            numbers.Insert(at, Numbers.Edge(random));
        var to = new ByteWriter();
        foreach (ulong number in numbers)
            to.WriteVarint(number);
        return to.Written.ToArray();
    }

    private static List<(byte Kind, byte[] Content)> Read(byte[] snapshot)
    {
        var sections = new List<(byte, byte[])>();
        var from = new ByteReader(snapshot.AsSpan(1, snapshot.Length - 5));
        while (from.TryReadByte(out byte kind) && kind != 0)
        {
            Assert.True(from.TryReadBytes(int.MaxValue, out ReadOnlySpan<byte> content));
            sections.Add((kind, content.ToArray()));
        }

        return sections;
    }

    private static byte[] Write(List<(byte Kind, byte[] Content)> sections)
    {
        var to = new ByteWriter();
        to.WriteByte(2);
        foreach ((byte kind, byte[] content) in sections)
        {
            to.WriteByte(kind);
            to.WriteBytes(content);
        }

        to.WriteByte(0);
        return StoredRecord.Sealed(to.Written);
    }
}
