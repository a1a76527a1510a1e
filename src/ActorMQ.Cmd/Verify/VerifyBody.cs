using System.Buffers.Binary;

namespace ActorMQ.Cmd.Verify;

/// <summary>The bytes of a message: a mark, seed and number, then noise that follows from both.</summary>
internal static class VerifyBody
{
    /// <summary>The shortest body.</summary>
    public const int Bytes = 16;

    private const uint Mark = 0x56514D41; // "AMQV"

    /// <summary>Fills a body of at least <see cref="Bytes"/>.</summary>
    public static void Write(Span<byte> body, int seed, int number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(body, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(body[4..], seed);
        BinaryPrimitives.WriteInt32LittleEndian(body[8..], number);
        ulong state = Mixed(((ulong)(uint)seed << 32) | (uint)number);
        BinaryPrimitives.WriteUInt32LittleEndian(body[12..], (uint)state);
        for (int at = Bytes; at < body.Length; at++)
        {
            if (at % 8 == 0)
                state = Mixed(state);
            body[at] = (byte)(state >> (at % 8 * 8));
        }
    }

    /// <summary>Whether a body is of this seed; then which message it says it is.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, int seed, out int number)
    {
        number = 0;
        if (body.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(body) != Mark
            || BinaryPrimitives.ReadInt32LittleEndian(body[4..]) != seed)
            return false;
        number = BinaryPrimitives.ReadInt32LittleEndian(body[8..]);
        return true;
    }

    /// <summary>Whether every byte is as it was sent.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> body, int seed, int number, int size, Span<byte> scratch)
    {
        Span<byte> expected = scratch[..size];
        Write(expected, seed, number);
        return body.SequenceEqual(expected);
    }

    private static ulong Mixed(ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
