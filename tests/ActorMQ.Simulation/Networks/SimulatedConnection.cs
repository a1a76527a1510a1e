using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;

namespace ActorMQ.Simulation.Networks;

/// <summary>One end of a connection on the <see cref="SimulatedNetwork"/>; its turns are its process's.</summary>
internal sealed class SimulatedConnection : WireConnection
{
    private const int PieceBytesMax = 16 * 1024;

    /// <summary>Bytes on their way after which the writer waits, as for the room of a socket.</summary>
    private const int UnderWayBytesMax = 8 * 1024;

    /// <summary>What a slow reader takes before it rests.</summary>
    private const int SlowBytes = 256;

    private static readonly TimeSpan SlowRest = TimeSpan.FromMilliseconds(20);

    private readonly List<ArraySegment<byte>> pieces = [];
    private readonly Queue<byte[]> arrived = new();
    private readonly Turn arrival;
    private readonly Turn written;
    private readonly Turn rested;
    private Cable cable = null!;
    private SimulatedConnection peer = null!;

    // Of the oldest piece that arrived: the bytes already read.
    private int readBytes;
    private int underWayBytes;
    private int sentBytes;
    private bool isWaitingForRoom;
    private bool isReading;
    private bool isResting;
    private bool hasPeerEnded;

    public SimulatedConnection(
        ProcessTransport transport, string peerName, IFrameHandler? handler, Func<IFrameHandler>? accept)
        : base(transport.Shared, handler, accept)
    {
        Transport = transport;
        Peer = peerName;
        arrival = new Turn(Arrive);
        written = new Turn(OnWritten);
        rested = new Turn(OnRested);
    }

    public override string Peer { get; }

    public ProcessTransport Transport { get; }

    /// <summary>The way to the other end.</summary>
    public OneWay Out { get; private set; } = null!;

    public bool IsDisconnected { get; private set; }

    private ActorRuntime Runtime => Shared.Runtime;

    public void Join(Cable joined, OneWay way, SimulatedConnection other)
    {
        (cable, Out, peer) = (joined, way, other);
        isReading = true;
    }

    public void StartConnected() => Open();

    /// <summary>Bytes have arrived.</summary>
    public void Take(byte[] piece)
    {
        if (IsDisconnected)
            return;
        arrived.Enqueue(piece);
        Runtime.Schedule(arrival);
    }

    /// <summary>The other end, or the network, has ended the connection.</summary>
    public void TakeEnd()
    {
        hasPeerEnded = true;
        Runtime.Schedule(arrival);
    }

    protected override void StartReading()
    {
        isReading = true;
        Runtime.Schedule(arrival);
    }

    protected override void StartWriting()
    {
        if (underWayBytes >= UnderWayBytesMax && !IsDisconnected)
        {
            isWaitingForRoom = true;
            return;
        }

        int bytes = NextPieces(pieces, Runtime.BatchLimit(PieceBytesMax));
        if (bytes == 0)
            return;
        underWayBytes += bytes;
        sentBytes = bytes;
        Out.Send(Collect(bytes));
        Runtime.Schedule(written);
    }

    protected override void EndWriting() => Out.Send(null);

    protected override void Disconnect()
    {
        if (IsDisconnected)
            return;
        IsDisconnected = true;
        arrived.Clear();
        if (isWaitingForRoom)
            LetGo();
        Out.Send(null);
        cable.OnDisconnected();
    }

    private void OnWritten()
    {
        Written(sentBytes);
        StartWriting();
    }

    // The queue frees its memory when its writer leaves.
    private void LetGo()
    {
        isWaitingForRoom = false;
        NextPieces(pieces, PieceBytesMax);
    }

    private byte[] Collect(int bytes)
    {
        var piece = new byte[bytes];
        Span<byte> rest = piece;
        foreach (ArraySegment<byte> segment in pieces)
        {
            segment.AsSpan().CopyTo(rest);
            rest = rest[segment.Count..];
        }

        return piece;
    }

    private void Arrive()
    {
        if (IsDisconnected || !isReading || isResting)
            return;
        if (arrived.TryPeek(out byte[]? piece))
        {
            isReading = false;
            isReading |= Read(piece);
            ReadOn();
        }
        else if (hasPeerEnded)
        {
            isReading = false;
            Lost();
        }
    }

    private void ReadOn()
    {
        if (isResting)
            Transport.After(SlowRest, rested);
        else if (arrived.Count != 0 || hasPeerEnded)
            Runtime.Schedule(arrival);
    }

    private void OnRested()
    {
        isResting = false;
        Arrive();
    }

    private bool Read(byte[] piece)
    {
        Span<byte> room = Room().Span;
        int count = Math.Min(room.Length, piece.Length - readBytes);
        if (Transport.IsSlow(cable.Address))
            (count, isResting) = (Math.Min(count, SlowBytes), true);
        piece.AsSpan(readBytes, count).CopyTo(room);
        readBytes += count;
        if (readBytes == piece.Length)
        {
            readBytes = 0;
            arrived.Dequeue();
        }

        peer.OnTaken(count);
        return Received(count);
    }

    private void OnTaken(int bytes)
    {
        underWayBytes -= bytes;
        if (!isWaitingForRoom || underWayBytes >= UnderWayBytesMax)
            return;
        isWaitingForRoom = false;
        Runtime.Schedule(new Turn(StartWriting));
    }
}
