using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.Runtime;

namespace ActorMQ.Simulation.Networks;

/// <summary>One end of a connection on the <see cref="SimulatedNetwork"/>; its turns are its process's.</summary>
internal sealed class SimulatedConnection : WireConnection
{
    private const int PieceBytesMax = 16 * 1024;

    /// <summary>What a slow reader takes before it rests.</summary>
    private const int SlowBytes = 256;

    private static readonly TimeSpan SlowRest = TimeSpan.FromMilliseconds(20);

    private readonly ArrivedBytes arrived = new();
    private readonly Turn arrival;
    private readonly Turn written;
    private WayOut way = null!;
    private Cable cable = null!;
    private SimulatedConnection peer = null!;
    private bool isReading;
    private bool isResting;

    public SimulatedConnection(
        ProcessTransport transport, string peerName, IFrameHandler? handler, Func<IFrameHandler>? accept)
        : base(transport.Shared, handler, accept)
    {
        Transport = transport;
        Peer = peerName;
        arrival = new Turn(Arrive);
        written = new Turn(OnWritten);
    }

    public override string Peer { get; }

    public ProcessTransport Transport { get; }

    /// <summary>The way to the other end.</summary>
    public OneWay Out => way.Way;

    public bool IsDisconnected { get; private set; }

    private ActorRuntime Runtime => Shared.Runtime;

    public void Join(Cable joined, OneWay direction, SimulatedConnection other)
    {
        (cable, way, peer) = (joined, new WayOut(direction), other);
        isReading = true;
    }

    public void StartConnected() => Open();

    /// <summary>Bytes have arrived.</summary>
    public void Take(byte[] piece)
    {
        if (IsDisconnected)
            return;
        arrived.Add(piece);
        Runtime.Schedule(arrival);
    }

    /// <summary>The other end, or the network, has ended the connection.</summary>
    public void TakeEnd()
    {
        arrived.IsComplete = true;
        Runtime.Schedule(arrival);
    }

    protected override void StartReading()
    {
        isReading = true;
        Runtime.Schedule(arrival);
    }

    protected override void StartWriting()
    {
        if (!way.HasRoom && !IsDisconnected)
        {
            way.IsAwaited = true;
            return;
        }

        int bytes = NextPieces(way.Pieces, Runtime.BatchLimit(PieceBytesMax));
        if (bytes == 0)
            return;
        way.Send(bytes);
        Runtime.Schedule(written);
    }

    protected override void EndWriting() => Out.Send(null);

    protected override void Disconnect()
    {
        if (IsDisconnected)
            return;
        IsDisconnected = true;
        arrived.Clear();
        if (way.IsAwaited)
            LetGo();
        Out.Send(null);
        cable.OnDisconnected();
    }

    private void OnWritten()
    {
        Written(way.SentBytes);
        StartWriting();
    }

    // The queue frees its memory when its writer leaves.
    private void LetGo()
    {
        way.IsAwaited = false;
        NextPieces(way.Pieces, PieceBytesMax);
    }

    private void Arrive()
    {
        if (IsDisconnected || !isReading || isResting)
            return;
        if (!arrived.IsEmpty)
        {
            isReading = false;
            isReading |= Read();
            ReadOn();
        }
        else if (arrived.IsComplete)
        {
            isReading = false;
            Lost();
        }
    }

    private void ReadOn()
    {
        if (isResting)
            Transport.After(SlowRest, new Turn(OnRested));
        else if (!arrived.IsEmpty || arrived.IsComplete)
            Runtime.Schedule(arrival);
    }

    private void OnRested()
    {
        isResting = false;
        Arrive();
    }

    private bool Read()
    {
        isResting = Transport.IsSlow(cable.Address);
        int count = arrived.MoveTo(Room().Span, isResting ? SlowBytes : int.MaxValue);
        peer.OnTaken(count);
        return Received(count);
    }

    private void OnTaken(int bytes)
    {
        way.Taken(bytes);
        if (!way.IsAwaited || !way.HasRoom)
            return;
        way.IsAwaited = false;
        Runtime.Schedule(new Turn(StartWriting));
    }
}
