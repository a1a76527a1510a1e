using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Mutations;

/// <summary>Numbers that programs get wrong: ends of ranges, limits of the product, and their neighbours.</summary>
internal static class Numbers
{
    private static readonly ulong[] Edges =
    [
        0, 1, 2, 7, 8, 11, 12, 16, 127, 128, 255, 256, 1_000, 1_024, 4_096, 16_383, 16_384, 16_385, 32_767, 32_768,
        65_535, 65_536, 1 << 20, 4 << 20, 8 << 20, (8 << 20) + (64 << 10), 1 << 24, int.MaxValue, 1UL << 31,
        uint.MaxValue, 1UL << 32,
        1UL << 53, long.MaxValue / 4, long.MaxValue / 4 + 1, 1UL << 62, long.MaxValue, 1UL << 63, ulong.MaxValue,
    ];

    /// <summary>A number for a field that had <paramref name="was"/>.</summary>
    public static ulong Near(SeededRandom random, ulong was) => random.Next(8) switch
    {
        0 => was + 1,
        1 => was - 1,
        2 => was + (ulong)random.Next(-20, 21),
        3 => was * 2,
        4 => 0 - was,
        5 => was ^ (1UL << random.Next(64)),
        6 => random.NextBits() >> random.Next(64),
        _ => Edge(random),
    };

    /// <summary>An end of a range, or its neighbour.</summary>
    public static ulong Edge(SeededRandom random) =>
        unchecked(Edges[random.Next(Edges.Length)] + (ulong)random.Next(-1, 2));
}
