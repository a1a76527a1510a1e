namespace ActorMQ.Simulation.Networks;

/// <summary>What has come over the network and was not read yet.</summary>
internal sealed class ArrivedBytes
{
    private readonly Queue<byte[]> pieces = new();

    // Of the oldest piece: the bytes already read.
    private int readBytes;

    public bool IsEmpty => pieces.Count == 0;

    /// <summary>Whether nothing follows what is here.</summary>
    public bool IsComplete { get; set; }

    public void Add(byte[] piece) => pieces.Enqueue(piece);

    public void Clear() => pieces.Clear();

    /// <summary>Moves bytes of the oldest piece; returns how many.</summary>
    public int MoveTo(Span<byte> room, int countMax)
    {
        byte[] piece = pieces.Peek();
        int count = Math.Min(Math.Min(room.Length, countMax), piece.Length - readBytes);
        piece.AsSpan(readBytes, count).CopyTo(room);
        readBytes += count;
        if (readBytes == piece.Length)
        {
            readBytes = 0;
            pieces.Dequeue();
        }

        return count;
    }
}
