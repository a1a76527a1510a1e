using System.Buffers.Binary;

namespace ActorMQ.Records;

/// <summary>
/// The 32-bit murmur2 that Kafka's clients use, so that a key lands on the partition that a Kafka user expects. For
/// choosing a partition only: as an identity 32 bits are too few, see <see cref="KeyHash"/>.
/// </summary>
public static class Murmur2
{
    private const uint Seed = 0x9747B28C;
    private const uint Multiplier = 0x5BD1E995;

    /// <summary>The hash of a key, signed as in Kafka.</summary>
    public static int Of(ReadOnlySpan<byte> key)
    {
        var hash = Seed ^ (uint)key.Length;
        for (; key.Length >= 4; key = key[4..])
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(key) * Multiplier;
            word = (word ^ (word >> 24)) * Multiplier;
            hash = hash * Multiplier ^ word;
        }

        if (!key.IsEmpty)
            hash = (hash ^ Tail(key)) * Multiplier;
        hash = (hash ^ (hash >> 13)) * Multiplier;
        return (int)(hash ^ (hash >> 15));
    }

    /// <summary>
    /// The partition of a key among <paramref name="partitions"/>, as Kafka's default partitioner chooses it.
    /// </summary>
    public static int Partition(ReadOnlySpan<byte> key, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        return (Of(key) & int.MaxValue) % partitions;
    }

    private static uint Tail(ReadOnlySpan<byte> tail)
    {
        var word = 0U;
        for (var index = tail.Length - 1; index >= 0; index--)
            word = (word << 8) | tail[index];
        return word;
    }
}
