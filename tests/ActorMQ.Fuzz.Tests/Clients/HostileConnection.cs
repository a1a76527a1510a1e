using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;

namespace ActorMQ.Fuzz.Tests.Clients;

/// <summary>A client's end of a connection to a <see cref="HostileNode"/>.</summary>
/// <remarks>
/// What the node offers is taken as the client's intake has room and wants it, all in steps of the runtime.
/// </remarks>
internal sealed class HostileConnection : WireConnection
{
    private readonly HostileNode node;
    private readonly List<ArraySegment<byte>> pieces = [];
    private readonly List<byte> offered = [];
    private bool readsOn = true;
    private bool isTaking;

    public HostileConnection(WireShared shared, IFrameHandler handler, HostileNode node)
        : base(shared, handler, null) => this.node = node;

    public override string Peer => "hostile";

    /// <summary>What the client has written and the node has not looked at.</summary>
    public List<byte> Output { get; } = [];

    public bool IsDisconnected { get; private set; }

    public void StartConnected() => Open();

    /// <summary>The node says something.</summary>
    public void Offer(ReadOnlySpan<byte> bytes)
    {
        offered.AddRange(bytes);
        Take();
    }

    /// <summary>The node, or the network, ends the connection.</summary>
    public void Cut()
    {
        if (IsDisconnected)
            return;
        Lost();
        EndReading();
    }

    protected override void StartReading()
    {
        readsOn = true;
        Shared.Runtime.Schedule(new Turn(Take));
    }

    protected override void StartWriting()
    {
        for (int count = NextPieces(pieces, 4096); count != 0; count = NextPieces(pieces, 4096))
        {
            foreach (ArraySegment<byte> piece in pieces)
                Output.AddRange(piece.AsSpan());
            Written(count);
        }

        if (Output.Count != 0)
            node.OnWritten(this);
    }

    protected override void EndWriting() => Shared.Runtime.Schedule(new Turn(Cut));

    protected override void Disconnect() => IsDisconnected = true;

    private void Take()
    {
        if (isTaking)
            return;
        isTaking = true;
        while (offered.Count != 0 && readsOn && !IsDisconnected)
        {
            Span<byte> room = Room().Span;
            int count = node.Cut(Math.Min(room.Length, offered.Count));
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(offered)[..count].CopyTo(room);
            offered.RemoveRange(0, count);
            readsOn = Received(count);
        }

        isTaking = false;
    }
}
