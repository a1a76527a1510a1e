using System.Buffers.Binary;
using System.Numerics;

namespace ActorMQ.Records;

/// <summary>
/// The identity of a key: XXH64 with seed 0 of its bytes. Stored in batches and snapshots, so it never changes. Zero
/// means "no key"; a key that hashes to zero counts as one.
/// </summary>
public static class KeyHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>The identity of a key; 0 of an empty one, which is no key.</summary>
    public static ulong Of(ReadOnlySpan<byte> key) => key.IsEmpty ? 0 : Math.Max(1, Xx64(key));

    /// <summary>The 32-bit hash of a tag: the lower half of its XXH64; 0 of an empty one, which is no tag.</summary>
    public static uint OfTag(ReadOnlySpan<byte> tag) => tag.IsEmpty ? 0 : Math.Max(1, (uint)Xx64(tag));

    internal static ulong Xx64(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        var hash = bytes.Length >= 32 ? Stripes(ref rest) : Prime5;
        hash += (ulong)bytes.Length;
        for (; rest.Length >= 8; rest = rest[8..])
            hash = BitOperations.RotateLeft(hash ^ Round(0, U64(rest)), 27) * Prime1 + Prime4;
        if (rest.Length >= 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
            hash = BitOperations.RotateLeft(hash ^ word, 23) * Prime2 + Prime3;
            rest = rest[4..];
        }

        foreach (var one in rest)
            hash = BitOperations.RotateLeft(hash ^ one * Prime5, 11) * Prime1;
        return Avalanche(hash);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> rest)
    {
        var (a, b, c, d) = (unchecked(Prime1 + Prime2), Prime2, 0UL, unchecked(0 - Prime1));
        for (; rest.Length >= 32; rest = rest[32..])
        {
            a = Round(a, U64(rest));
            b = Round(b, U64(rest[8..]));
            c = Round(c, U64(rest[16..]));
            d = Round(d, U64(rest[24..]));
        }

        var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
            + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        return Merge(Merge(Merge(Merge(hash, a), b), c), d);
    }

    private static ulong Merge(ulong hash, ulong lane) => (hash ^ Round(0, lane)) * Prime1 + Prime4;

    private static ulong Round(ulong lane, ulong word) => BitOperations.RotateLeft(lane + word * Prime2, 31) * Prime1;

    private static ulong U64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }
}
