namespace ActorMQ.Cmd.Bench;

/// <summary>Which messages of one client have arrived: tells a first arrival from a repetition. Thread-safe.</summary>
/// <remarks>
/// A bit for each message, in chunks. A full chunk needs no bits; what all messages below have passed needs nothing.
/// At most 8 MiB: when messages are more than <see cref="SpreadMax"/> ahead of a missing one, it is given up.
/// </remarks>
internal sealed class ArrivalSet
{
    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;
    private const int ChunksMax = 1_024;

    /// <summary>How far the newest message may be ahead of the oldest that is missing.</summary>
    public const long SpreadMax = (long)(ChunksMax - 1) * ChunkSize;

    private readonly Lock gate = new();

    // Rings by chunk modulo ChunksMax, for the chunks from floor on. A full chunk has its count and no bits.
    private readonly ulong[]?[] bits = new ulong[ChunksMax][];
    private readonly int[] arrived = new int[ChunksMax];

    // The first chunk that is neither full nor given up.
    private long floor;

    /// <summary>Notes an arrival. False: the message had arrived before, or had been given up.</summary>
    public bool Add(long number)
    {
        lock (gate)
        {
            long chunk = number >> ChunkBits;
            if (chunk < floor)
                return false;
            while (chunk - floor >= ChunksMax)
                Pass();
            return Note((int)(chunk % ChunksMax), (int)(number & (ChunkSize - 1)));
        }
    }

    private bool Note(int slot, int place)
    {
        if (arrived[slot] == ChunkSize)
            return false;
        ulong[] words = bits[slot] ??= new ulong[ChunkSize / 64];
        ulong bit = 1UL << (place & 63);
        if ((words[place >> 6] & bit) != 0)
            return false;
        words[place >> 6] |= bit;
        if (++arrived[slot] == ChunkSize)
            bits[slot] = null;
        while (arrived[floor % ChunksMax] == ChunkSize)
            Pass();
        return true;
    }

    private void Pass()
    {
        long slot = floor % ChunksMax;
        bits[slot] = null;
        arrived[slot] = 0;
        floor++;
    }
}
