using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>
/// One end of a connection whose medium is a test: it is fed bytes and keeps what it writes.
/// </summary>
internal sealed class FedConnection : WireConnection
{
    // Each chunk costs a turn of the runtime: long inputs are cut into longer ones.
    private const int ChunksMin = 500;

    private readonly List<ArraySegment<byte>> pieces = [];
    private readonly List<byte> output = [];
    private bool readsOn = true;

    /// <summary>The accepting end.</summary>
    public FedConnection(WireShared shared, Func<IFrameHandler> accept)
        : base(shared, null, accept)
    {
    }

    /// <summary>The connecting end; <see cref="StartConnected"/> begins.</summary>
    public FedConnection(WireShared shared, IFrameHandler handler)
        : base(shared, handler, null)
    {
    }

    public override string Peer => "fuzz";

    /// <summary>What it has written.</summary>
    public ReadOnlySpan<byte> Output => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(output);

    /// <summary>Whether it has let go of the medium.</summary>
    public bool IsDisconnected { get; private set; }

    /// <summary>Tells the connecting end's user that it is connected.</summary>
    public void StartConnected() => Open();

    /// <summary>What it has written since the last call.</summary>
    public byte[] TakeOutput()
    {
        byte[] taken = [.. output];
        output.Clear();
        return taken;
    }

    /// <summary>Gives it bytes in chunks that chance cuts, as long as it takes any.</summary>
    public void Feed(SimulatedRuntime runtime, SeededRandom random, ReadOnlySpan<byte> bytes)
    {
        int chunkMax = random.Next(3) == 0 ? Math.Max(7, bytes.Length / ChunksMin) : bytes.Length + 1;
        while (!bytes.IsEmpty && !IsDisconnected)
        {
            Span<byte> room = Room().Span;
            int count = Math.Min(random.Next(1, chunkMax + 1), Math.Min(room.Length, bytes.Length));
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            readsOn = Received(count);
            runtime.RunReady();
            GoOn(runtime);
        }
    }

    // A handler that has paused is asked for more at once, and may pause again.
    private void GoOn(SimulatedRuntime runtime)
    {
        while (!readsOn && Closed == CloseReason.None)
        {
            Resume();
            runtime.RunReady();
        }

        readsOn = true;
    }

    /// <summary>The peer is gone.</summary>
    public void End()
    {
        Lost();
        EndReading();
    }

    protected override void StartReading() => readsOn = true;

    protected override void StartWriting()
    {
        for (int count = NextPieces(pieces, 1024); count != 0; count = NextPieces(pieces, 1024))
        {
            foreach (ArraySegment<byte> piece in pieces)
                output.AddRange(piece.AsSpan());
            Written(count);
        }
    }

    protected override void EndWriting()
    {
        // The peer would learn that nothing more comes.
    }

    protected override void Disconnect() => IsDisconnected = true;
}
