using ActorMQ.Records;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Mutations;

/// <summary>Changes the fields of a protobuf message: values, lengths, tags, order, repetition.</summary>
internal static class ProtoMutator
{
    private const int RepeatedBytesMax = 70_000;

    private static readonly string[] Texts =
    [
        "", "orders", "fuzz", "nowhere", "billing", "\0", "a b", "../etc", "ä", "\u202e", "dlq.orders.billing", "😀",
        "%s%n", new('x', 127), new('x', 128), new('y', 20_000),
        new('z', 65_300), "\r\n[31m", "orders\0", "ORDERS", ".", "-", "_",
    ];

    /// <summary>A changed copy of a message.</summary>
    public static byte[] Change(SeededRandom random, ReadOnlySpan<byte> message)
    {
        if (!TryParse(message, out List<ProtoField> fields) || random.Next(12) == 0)
            return Havoc.Change(random, message, message);
        for (int left = random.Next(3) == 0 ? random.Next(1, 4) : 1; left > 0; left--)
            ChangeOnce(random, fields);
        return Encode(random, fields);
    }

    private static void ChangeOnce(SeededRandom random, List<ProtoField> fields)
    {
        int choice = fields.Count == 0 ? 9 : random.Next(12);
        int at = fields.Count == 0 ? 0 : random.Next(fields.Count);
        switch (choice)
        {
            case <= 4: fields[at] = ChangeValue(random, fields[at]); break;
            case 5: fields.RemoveAt(at); break;
            case 6: fields.Insert(random.Next(fields.Count + 1), fields[at]); break;
            case 7: (fields[at], fields[0]) = (fields[0], fields[at]); break;
            case 8: fields[at] = fields[at] with { Number = random.Next(1, 12) }; break;
            case 9: fields.Add(AnyField(random)); break;
            case 10: fields[at] = Lie(random, fields[at]); break;
            default: fields.AddRange(Enumerable.Repeat(fields[at], Times(random, fields[at]))); break;
        }
    }

    // Often or seldom, but in all hardly more than a head may hold.
    private static int Times(SeededRandom random, in ProtoField field) =>
        Math.Min(random.Next(2, random.Next(10) == 0 ? 2_000 : 100), 2 + RepeatedBytesMax / (field.Bytes.Length + 2));

    private static ProtoField ChangeValue(SeededRandom random, in ProtoField field)
    {
        if (field.Wire != 2)
            return field with { Value = Numbers.Near(random, field.Value) };
        return random.Next(5) switch
        {
            0 => field with { Bytes = System.Text.Encoding.UTF8.GetBytes(Texts[random.Next(Texts.Length)]) },
            1 => field with { Bytes = Havoc.Change(random, field.Bytes, field.Bytes) },
            2 => field with { Bytes = [0xC3, 0x28, 0xFF, 0xFE] },
            _ => field with { Bytes = Change(random, field.Bytes) },
        };
    }

    private static ProtoField Lie(SeededRandom random, in ProtoField field) => random.Next(2) == 0
        ? field with { Wire = random.Next(8) }
        : field with { Wire = 2, LengthLie = random.Next(4) == 0 ? int.MaxValue : random.Next(-5, 6) };

    private static ProtoField AnyField(SeededRandom random)
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        int number = random.Next(3) == 0 ? random.Next(1, 1 << 29) : random.Next(1, 10);
        return new ProtoField(number, random.Next(3) == 0 ? 2 : 0, Numbers.Edge(random), bytes);
    }

    private static byte[] Encode(SeededRandom random, List<ProtoField> fields)
    {
        var to = new ByteWriter();
        foreach (ProtoField field in fields)
            Encode(random, field, to);
        return to.Written.ToArray();
    }

    private static void Encode(SeededRandom random, in ProtoField field, ByteWriter to)
    {
        to.WriteVarint(((ulong)(uint)field.Number << 3) | (uint)field.Wire);
        switch (field.Wire)
        {
            case 0 when random.Next(60) == 0:
                WriteLong(random, field.Value, to);
                break;
            case 0:
                to.WriteVarint(field.Value);
                break;
            case 1:
                to.WriteUInt64(field.Value);
                break;
            case 5:
                to.WriteUInt32((uint)field.Value);
                break;
            default:
                to.WriteVarint((ulong)(field.Bytes.Length + (long)field.LengthLie));
                to.Write(field.Bytes);
                break;
        }
    }

    // A varint with more bytes than its value needs, or more than any may have.
    private static void WriteLong(SeededRandom random, ulong value, ByteWriter to)
    {
        for (int left = random.Next(2, 14); left > 0; left--, value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte(0);
    }

    private static bool TryParse(ReadOnlySpan<byte> message, out List<ProtoField> fields)
    {
        fields = [];
        var from = new ByteReader(message);
        while (!from.IsAtEnd)
        {
            if (!from.TryReadVarint(out ulong tag) || !TryParse((int)(tag >> 3), (int)(tag & 7), ref from, fields))
                return false;
        }

        return true;
    }

    private static bool TryParse(int number, int wire, ref ByteReader from, List<ProtoField> fields)
    {
        ulong value = 0;
        uint half = 0;
        ReadOnlySpan<byte> bytes = default;
        bool isRead = wire switch
        {
            0 => from.TryReadVarint(out value),
            1 => from.TryReadUInt64(out value),
            2 => from.TryReadBytes(int.MaxValue, out bytes),
            5 => from.TryReadUInt32(out half),
            _ => false,
        };
        fields.Add(new ProtoField(number, wire, value | half, bytes.ToArray()));
        return isRead && number > 0;
    }
}
