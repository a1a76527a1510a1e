using System.Runtime.InteropServices;
using ActorMQ.Records;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>One event of an event record as numbers, written and read by the table of docs/formats.md 3.1.</summary>
/// <param name="Kind">The kind byte.</param>
/// <param name="Fields">Its fields; a flag is 0 or 1, an id is two fields.</param>
internal readonly record struct StoredEvent(byte Kind, ulong[] Fields)
{
    public const int Kinds = 19;

    private const byte Redriven = 5;

    // Some of them are longer than a reason may be.
    private const int TextLengths = 300;

    // v varint, b one byte, q eight bytes, t a text of so many equal letters; what follows * is there when the field
    // before it is not 0, what follows + when the event's one byte is that of a redrive.
    private static readonly string[] Layouts =
    [
        "", "vvvb*qqvv", "v", "v", "vv", "vvvvv", "vvv", "vvv", "vvb",
        "v", "vvvvvv", "vvvbv*vv", "vvvvbtv+vv", "vv", "vvv", "v",
        "vv", "v", "vt", "vv",
    ];

    /// <summary>Most fields that an event of a kind has.</summary>
    public static int FieldsMax(byte kind) => LayoutOf(kind).Count(IsField);

    public static StoredEvent Read(ref ByteReader from)
    {
        Assert.True(from.TryReadByte(out byte kind));
        var fields = new List<ulong>();
        string layout = LayoutOf(kind);
        foreach (char form in layout)
        {
            if (EndsBefore(form, layout, CollectionsMarshal.AsSpan(fields)))
                break;
            if (IsField(form))
                fields.Add(ReadField(form, ref from));
        }

        return new StoredEvent(kind, [.. fields]);
    }

    public void Write(ByteWriter to)
    {
        to.WriteByte(Kind);
        int at = 0;
        string layout = LayoutOf(Kind);
        // An event whose kind was changed has as many fields as it had before.
        ulong[] fields = [.. Fields, .. new ulong[Math.Max(0, layout.Length - Fields.Length)]];
        foreach (char form in layout)
        {
            if (EndsBefore(form, layout, fields.AsSpan(0, at)))
                break;
            if (IsField(form))
                WriteField(form, fields[at++], to);
        }
    }

    private static bool IsField(char form) => form is not ('*' or '+');

    private static bool EndsBefore(char form, string layout, ReadOnlySpan<ulong> fields) => form switch
    {
        '*' => fields[^1] == 0,
        '+' => (byte)fields[layout.IndexOf('b', StringComparison.Ordinal)] != Redriven,
        _ => false,
    };

    private static string LayoutOf(byte kind) => kind < Layouts.Length ? Layouts[kind] : "vv";

    private static ulong ReadField(char form, ref ByteReader from)
    {
        ulong value = 0;
        byte single = 0;
        ReadOnlySpan<byte> text = default;
        bool isRead = form switch
        {
            'v' => from.TryReadVarint(out value),
            'q' => from.TryReadUInt64(out value),
            't' => from.TryReadBytes(int.MaxValue, out text),
            _ => from.TryReadByte(out single),
        };
        Assert.True(isRead);
        return value | single | (uint)text.Length;
    }

    private static void WriteField(char form, ulong value, ByteWriter to)
    {
        if (form == 'v')
            to.WriteVarint(value);
        else if (form == 'q')
            to.WriteUInt64(value);
        else if (form == 't')
            to.WriteString(new string('r', (int)(value % TextLengths)));
        else
            to.WriteByte((byte)value);
    }
}
