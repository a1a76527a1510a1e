using System.Numerics;

namespace ActorMQ.Core.Groups;

/// <summary>
/// Ranges of bits in an array of words; bit 0 is the lowest of word 0. Every range is [from, to), never empty.
/// </summary>
internal static class Bits
{
    /// <summary>Sets a range; answers how many were clear.</summary>
    public static int Set(ulong[] words, int from, int to)
    {
        var changed = 0;
        for (var word = from >> 6; word <= (to - 1) >> 6; word++)
        {
            var mask = Mask(word, from, to);
            changed += BitOperations.PopCount(mask & ~words[word]);
            words[word] |= mask;
        }

        return changed;
    }

    /// <summary>Clears a range; answers how many were set.</summary>
    public static int Clear(ulong[] words, int from, int to)
    {
        var changed = 0;
        for (var word = from >> 6; word <= (to - 1) >> 6; word++)
        {
            var mask = Mask(word, from, to);
            changed += BitOperations.PopCount(mask & words[word]);
            words[word] &= ~mask;
        }

        return changed;
    }

    /// <summary>How many of a range are set.</summary>
    public static int Count(ulong[] words, int from, int to)
    {
        var count = 0;
        for (var word = from >> 6; word <= (to - 1) >> 6; word++)
            count += BitOperations.PopCount(Mask(word, from, to) & words[word]);
        return count;
    }

    /// <summary>The first set bit of a range, or <paramref name="to"/>.</summary>
    public static int NextSet(ulong[] words, int from, int to) => Next(words, from, to, flip: 0);

    /// <summary>The first clear bit of a range, or <paramref name="to"/>.</summary>
    public static int NextClear(ulong[] words, int from, int to) => Next(words, from, to, flip: ulong.MaxValue);

    private static int Next(ulong[] words, int from, int to, ulong flip)
    {
        var word = from >> 6;
        var bits = (words[word] ^ flip) & (ulong.MaxValue << (from & 63));
        if (bits == 0)
        {
            var end = ((to - 1) >> 6) + 1;
            var skipped = words.AsSpan(word + 1, end - word - 1).IndexOfAnyExcept(flip);
            if (skipped < 0)
                return to;
            word += 1 + skipped;
            bits = words[word] ^ flip;
        }

        return Math.Min(to, (word << 6) + BitOperations.TrailingZeroCount(bits));
    }

    private static ulong Mask(int word, int from, int to)
    {
        var mask = ulong.MaxValue;
        if (word == from >> 6)
            mask <<= from & 63;
        if (word == (to - 1) >> 6)
            mask &= ulong.MaxValue >> (63 - ((to - 1) & 63));
        return mask;
    }
}
