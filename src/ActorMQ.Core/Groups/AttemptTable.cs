namespace ActorMQ.Core.Groups;

/// <summary>
/// How many attempts of a record have counted, for the records that are ready to be handed out again; of all others it
/// says nothing. One byte per offset, in chunks that exist exactly where a record is ready.
/// </summary>
internal sealed class AttemptTable
{
    private const int ChunkOffsets = 4096;
    private const int SparesMax = 2;
    private readonly Dictionary<long, byte[]> _chunks = [];
    private readonly Stack<byte[]> _spares = new(SparesMax);

    /// <summary>Chunks that exist.</summary>
    public int Chunks => _chunks.Count;

    /// <summary>The chunk that an offset is in.</summary>
    public static long ChunkOf(long offset) => offset / ChunkOffsets;

    /// <summary>Writes <paramref name="attempts"/> for [first, end).</summary>
    public void Set(long first, long end, int attempts)
    {
        for (var at = first; at < end;)
        {
            var (chunk, from, to) = Part(at, end);
            Chunk(chunk).AsSpan(from, to - from).Fill((byte)attempts);
            at += to - from;
        }
    }

    /// <summary>Attempts of one ready record that have counted.</summary>
    public int Of(long offset)
    {
        var (chunk, from, _) = Part(offset, offset + 1);
        return _chunks[chunk][from];
    }

    /// <summary>Whether there is a chunk for every member of a set.</summary>
    public bool Covers(OffsetSet ready)
    {
        var members = 0L;
        foreach (var chunk in _chunks.Keys)
            members += ready.CountIn(chunk * ChunkOffsets, (chunk + 1) * ChunkOffsets);
        return members == ready.Count;
    }

    /// <summary>
    /// Where the run of equal attempts that begins at <paramref name="first"/> ends; all of [first, end) are ready.
    /// </summary>
    public long RunEnd(long first, long end)
    {
        var attempts = (byte)Of(first);
        for (var at = first; at < end;)
        {
            var (chunk, from, to) = Part(at, end);
            var other = _chunks[chunk].AsSpan(from, to - from).IndexOfAnyExcept(attempts);
            if (other >= 0)
                return at + other;
            at += to - from;
        }

        return end;
    }

    /// <summary>Drops the chunks of a range in which none is ready any more.</summary>
    public void Drop(long first, long end, OffsetSet ready)
    {
        for (var chunk = ChunkOf(first); _chunks.Count != 0 && chunk <= ChunkOf(end - 1); chunk++)
        {
            var stop = (chunk + 1) * ChunkOffsets;
            if (ready.NextMember(chunk * ChunkOffsets, stop) == stop && _chunks.Remove(chunk, out var bytes))
                Keep(bytes);
        }
    }

    private static (long Chunk, int From, int To) Part(long at, long end)
    {
        var chunk = ChunkOf(at);
        var from = (int)(at - (chunk * ChunkOffsets));
        return (chunk, from, (int)Math.Min(ChunkOffsets, from + (end - at)));
    }

    private byte[] Chunk(long chunk)
    {
        if (!_chunks.TryGetValue(chunk, out var bytes))
        {
            bytes = _spares.TryPop(out var spare) ? spare : new byte[ChunkOffsets];
            _chunks.Add(chunk, bytes);
        }

        return bytes;
    }

    private void Keep(byte[] bytes)
    {
        if (_spares.Count < SparesMax)
            _spares.Push(bytes);
    }
}
