using System.Buffers.Binary;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Mutations;

/// <summary>Changes of bytes that know nothing of their meaning.</summary>
internal static class Havoc
{
    private const int LengthMax = 64 << 10;

    /// <summary>A changed copy: one to four changes, most often one.</summary>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="input">What to change; may be empty.</param>
    /// <param name="other">Another input, to splice with.</param>
    public static byte[] Change(SeededRandom random, ReadOnlySpan<byte> input, ReadOnlySpan<byte> other)
    {
        List<byte> bytes = [.. input];
        for (int left = random.Next(2) == 0 ? 1 : random.Next(1, 5); left > 0; left--)
            ChangeOnce(random, bytes, other);
        return [.. bytes];
    }

    private static void ChangeOnce(SeededRandom random, List<byte> bytes, ReadOnlySpan<byte> other)
    {
        if (bytes.Count == 0)
        {
            Insert(random, bytes);
            return;
        }

        int at = random.Next(bytes.Count);
        switch (random.Next(9))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: Overwrite(random, bytes, at); break;
            case 3: bytes.RemoveRange(at, random.Next(1, Math.Min(32, bytes.Count - at) + 1)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5: Insert(random, bytes); break;
            case 6: Repeat(random, bytes, at); break;
            case 7: Splice(random, bytes, at, other); break;
            default: bytes[at] += (byte)random.Next(-3, 4); break;
        }
    }

    private static void Overwrite(SeededRandom random, List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[8];
        ulong value = Numbers.Edge(random);
        if (random.Next(4) == 0)
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
        int width = Math.Min(1 << random.Next(4), bytes.Count - at);
        for (int index = 0; index < width; index++)
            bytes[at + index] = number[index];
    }

    private static void Insert(SeededRandom random, List<byte> bytes)
    {
        var inserted = new byte[random.Next(1, random.Next(10) == 0 ? 200 : 12)];
        if (random.Next(3) != 0)
            random.NextBytes(inserted);
        bytes.InsertRange(random.Next(bytes.Count + 1), inserted);
    }

    private static void Repeat(SeededRandom random, List<byte> bytes, int at)
    {
        byte[] part = [.. bytes.GetRange(at, random.Next(1, Math.Min(64, bytes.Count - at) + 1))];
        for (int left = random.Next(8) == 0 ? random.Next(1, 50) : 1; left > 0 && bytes.Count < LengthMax; left--)
            bytes.InsertRange(at, part);
    }

    private static void Splice(SeededRandom random, List<byte> bytes, int at, ReadOnlySpan<byte> other)
    {
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other[random.Next(other.Length + 1)..]);
    }
}
