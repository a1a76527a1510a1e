namespace ActorMQ.Protocol.Framing;

/// <summary>One end of a connection inside the process. One chunk at a time is on its way in each direction.</summary>
internal sealed class MemoryConnection : WireConnection
{
    private const int ChunkBytesMax = 64 * 1024;

    private readonly Lock gate = new();
    private readonly List<ArraySegment<byte>> pieces = [];
    private readonly Turn arrival;
    private MemoryConnection? peer;

    // Guarded by the gate: what is left of the peer's chunk; whether this end wants bytes; whether a turn is taking
    // some.
    private ArraySegment<byte> arriving;
    private int chunkBytes;
    private bool isReading;
    private bool isTaking;
    private bool hasPeerEnded;
    private bool isDisconnected;

    public MemoryConnection(WireShared shared, string peerName, IFrameHandler? handler, Func<IFrameHandler>? accept)
        : base(shared, handler, accept)
    {
        Peer = peerName;
        arrival = new Turn(Arrive);
    }

    public override string Peer { get; }

    public void Join(MemoryConnection other)
    {
        peer = other;
        other.peer = this;
        other.isReading = true;
        isReading = true;
    }

    public void StartConnected() => Open();

    protected override void StartReading()
    {
        lock (gate)
            isReading = true;
        Shared.Runtime.Schedule(arrival);
    }

    protected override void StartWriting()
    {
        int bytes = NextPieces(pieces, Shared.Runtime.BatchLimit(ChunkBytesMax));
        if (bytes != 0 && !peer!.TryOffer(Collect(bytes)))
            LetGo();
    }

    protected override void EndWriting() => peer!.OfferEnd();

    protected override void Disconnect()
    {
        lock (gate)
        {
            if (isDisconnected)
                return;
            isDisconnected = true;
        }
        Shared.Runtime.Schedule(arrival);
        if (peer!.Cut())
            LetGo();
        peer.OfferEnd();
    }

    // More is asked for once, since the queue frees its memory when its writer leaves.
    private void LetGo() => NextPieces(pieces, ChunkBytesMax);

    private byte[] Collect(int bytes)
    {
        var chunk = new byte[bytes];
        Span<byte> rest = chunk;
        foreach (ArraySegment<byte> piece in pieces)
        {
            piece.AsSpan().CopyTo(rest);
            rest = rest[piece.Count..];
        }
        return chunk;
    }

    private bool TryOffer(byte[] chunk)
    {
        lock (gate)
        {
            if (hasPeerEnded)
                return false;
            (arriving, chunkBytes) = (chunk, chunk.Length);
        }
        Shared.Runtime.Schedule(arrival);
        return true;
    }

    /// <summary>The peer is gone: what is on its way from there is lost.</summary>
    /// <returns>Whether something was taken off its way, whose writer has to be told.</returns>
    private bool Cut()
    {
        lock (gate)
        {
            hasPeerEnded = true;
            bool isUnderway = arriving.Count != 0 && !isTaking;
            if (isUnderway)
                arriving = default;
            return isUnderway;
        }
    }

    private void OfferEnd()
    {
        lock (gate)
            hasPeerEnded = true;
        Shared.Runtime.Schedule(arrival);
    }

    private void Arrive()
    {
        ArraySegment<byte> chunk;
        bool isWanted;
        lock (gate)
        {
            isWanted = !isDisconnected;
            bool isReady = !isTaking && (isReading || isDisconnected);
            if (!isReady || (arriving.Count == 0 && !(hasPeerEnded && isWanted)))
                return;
            (isTaking, isReading) = (true, false);
            chunk = arriving;
        }
        if (chunk.Count == 0)
            Lost();
        int taken = isWanted ? TakeSome(chunk, out bool readsOn) : Discard(chunk, out readsOn);
        Advance(taken, readsOn);
    }

    // As from a socket: as much as there is room for, so that a handler that pauses is not shown more.
    private int TakeSome(ReadOnlySpan<byte> chunk, out bool readsOn)
    {
        readsOn = true;
        if (chunk.IsEmpty)
            return 0;
        Span<byte> room = Room().Span;
        int count = Math.Min(room.Length, chunk.Length);
        chunk[..count].CopyTo(room);
        readsOn = Received(count);
        return count;
    }

    private static int Discard(ReadOnlySpan<byte> chunk, out bool readsOn)
    {
        readsOn = true;
        return chunk.Length;
    }

    private void Advance(int taken, bool readsOn)
    {
        bool isWhole;
        lock (gate)
        {
            arriving = hasPeerEnded ? default : arriving[taken..];
            isWhole = taken != 0 && arriving.Count == 0;
            isReading |= readsOn;
            isTaking = false;
        }
        if (isWhole)
            peer!.Taken(chunkBytes);
        Shared.Runtime.Schedule(arrival);
    }

    private void Taken(int count)
    {
        Written(count);
        StartWriting();
    }
}
