namespace ActorMQ.Core.Groups;

/// <summary>
/// How many attempts of a record have counted, for the records that wait for redelivery; of all others it says nothing.
/// One byte per offset, in chunks that exist only where a record waits.
/// </summary>
internal sealed class AttemptTable
{
    private const int ChunkOffsets = 4096;
    private const int SparesMax = 2;
    private readonly Dictionary<long, byte[]> _chunks = [];
    private readonly Stack<byte[]> _spares = new(SparesMax);

    /// <summary>Whether it has no more chunks than [first, end) can touch.</summary>
    public bool IsWithin(long first, long end) => _chunks.Count <= ((end - first) / ChunkOffsets) + 2;

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

    /// <summary>Attempts of one waiting record that have counted.</summary>
    public int Of(long offset)
    {
        var (chunk, from, _) = Part(offset, offset + 1);
        return _chunks[chunk][from];
    }

    /// <summary>Whether the attempts of every record of [first, end) were written.</summary>
    public bool Covers(long first, long end)
    {
        for (var chunk = first / ChunkOffsets; chunk <= (end - 1) / ChunkOffsets; chunk++)
        {
            if (!_chunks.ContainsKey(chunk))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Where the run of equal attempts that begins at <paramref name="first"/> ends; all of [first, end) wait.
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

    /// <summary>Drops the chunks that end at or below <paramref name="floor"/>, given where the floor was.</summary>
    public void DropBelow(long oldFloor, long floor)
    {
        for (var chunk = oldFloor / ChunkOffsets; _chunks.Count != 0 && chunk < floor / ChunkOffsets; chunk++)
        {
            if (_chunks.Remove(chunk, out var bytes))
                Keep(bytes);
        }
    }

    /// <summary>Nothing waits any more: drops every chunk.</summary>
    public void Clear()
    {
        if (_chunks.Count == 0)
            return;
        foreach (var bytes in _chunks.Values)
            Keep(bytes);
        _chunks.Clear();
    }

    private static (long Chunk, int From, int To) Part(long at, long end)
    {
        var chunk = at / ChunkOffsets;
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
