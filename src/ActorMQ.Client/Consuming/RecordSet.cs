using System.Numerics;

namespace ActorMQ.Client.Consuming;

/// <summary>A set of records of one delivered batch, by index.</summary>
internal struct RecordSet(int capacity)
{
    private ulong[] words = new ulong[(capacity + 63) / 64];

    public int Count { get; private set; }

    public bool Add(int index)
    {
        ref ulong word = ref words[index >> 6];
        ulong bit = 1UL << index;
        if ((word & bit) != 0)
            return false;
        word |= bit;
        Count++;
        return true;
    }

    public readonly RecordSet Clone() => this with { words = [.. words] };

    public readonly bool Contains(int index) => (words[index >> 6] & 1UL << index) != 0;

    public void Clear()
    {
        Array.Clear(words);
        Count = 0;
    }

    /// <summary>
    /// The next run of members, or of non-members, at or behind <paramref name="from"/>; empty: none.
    /// </summary>
    public readonly (int First, int Count) NextRun(int from, bool members)
    {
        int first = NextIndex(from, members);
        return first == capacity ? (first, 0) : (first, NextIndex(first, !members) - first);
    }

    private readonly int NextIndex(int from, bool member)
    {
        while (from < capacity)
        {
            ulong word = (member ? words[from >> 6] : ~words[from >> 6]) >> (from & 63);
            if (word != 0)
                return Math.Min(capacity, from + BitOperations.TrailingZeroCount(word));
            from = (from | 63) + 1;
        }
        return capacity;
    }
}
