namespace ActorMQ.Simulation.Networks;

/// <summary>The writer's side of one direction: what it writes at once, and the room that it waits for.</summary>
internal sealed class WayOut(OneWay way)
{
    /// <summary>Bytes on their way after which the writer waits, as for the room of a socket.</summary>
    private const int UnderWayBytesMax = 8 * 1024;

    private int underWayBytes;

    public OneWay Way { get; } = way;

    public bool HasRoom => underWayBytes < UnderWayBytesMax;

    /// <summary>What the queue has given to be written.</summary>
    public List<ArraySegment<byte>> Pieces { get; } = [];

    /// <summary>Bytes that were sent last.</summary>
    public int SentBytes { get; private set; }

    /// <summary>Whether the writer waits until <see cref="HasRoom"/>.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>Sends the pieces.</summary>
    public void Send(int bytes)
    {
        underWayBytes += bytes;
        SentBytes = bytes;
        Way.Send(Collect(bytes));
    }

    /// <summary>The other end has read so many.</summary>
    public void Taken(int bytes) => underWayBytes -= bytes;

    private byte[] Collect(int bytes)
    {
        var piece = new byte[bytes];
        Span<byte> rest = piece;
        foreach (ArraySegment<byte> segment in Pieces)
        {
            segment.AsSpan().CopyTo(rest);
            rest = rest[segment.Count..];
        }

        return piece;
    }
}
