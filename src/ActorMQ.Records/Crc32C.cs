using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorMQ.Records;

/// <summary>CRC-32C (Castagnoli), by the processor's instruction where it has one.</summary>
public static class Crc32C
{
    /// <summary>The CRC of some bytes; 0 of none.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The CRC of the bytes behind <paramref name="crc"/> and then these.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        return ~Extend(~crc, bytes);
    }

    /// <summary>
    /// The CRCs of three spans at once. The instruction takes one operand per cycle but answers after three, so three
    /// chains side by side run at the speed of memory. Segments of a batch have almost equal lengths, and need no
    /// combining.
    /// </summary>
    internal static (uint First, uint Second, uint Third) OfThree(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var words = Math.Min(first.Length, Math.Min(second.Length, third.Length)) / 8;
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        ref var c = ref MemoryMarshal.GetReference(third);
        var (x, y, z) = (uint.MaxValue, uint.MaxValue, uint.MaxValue);
        for (var at = 0; at < words * 8; at += 8)
        {
            x = BitOperations.Crc32C(x, Word(ref a, at));
            y = BitOperations.Crc32C(y, Word(ref b, at));
            z = BitOperations.Crc32C(z, Word(ref c, at));
        }

        return (~Extend(x, first[(words * 8)..]), ~Extend(y, second[(words * 8)..]), ~Extend(z, third[(words * 8)..]));
    }

    private static uint Extend(uint state, ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var at = 0;
        for (; at + 8 <= bytes.Length; at += 8)
            state = BitOperations.Crc32C(state, Word(ref start, at));
        for (; at < bytes.Length; at++)
            state = BitOperations.Crc32C(state, bytes[at]);
        return state;
    }

    private static ulong Word(ref byte start, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }
}
