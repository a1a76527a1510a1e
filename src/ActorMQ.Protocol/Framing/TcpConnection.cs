using System.Net.Sockets;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// A connection over a socket. Its two turns run where the socket completes, without an allocation of their own.
/// </summary>
internal sealed class TcpConnection : WireConnection, IDisposable
{
    // Small enough that a slow reader is seen to move, large enough that a call to the system is cheap.
    private const int WriteBytesMax = 256 * 1024;

    private readonly Socket socket;
    private readonly SocketTurn receiving;
    private readonly SocketTurn sending;
    private readonly List<ArraySegment<byte>> pieces = new(16);

    // Owned by the writing turn, as are the pieces.
    private int bytesUnderway;

    public TcpConnection(WireShared shared, Socket socket, IFrameHandler? handler, Func<IFrameHandler>? accept)
        : base(shared, handler, accept)
    {
        this.socket = socket;
        socket.NoDelay = true;
        Peer = socket.RemoteEndPoint?.ToString() ?? "unknown";
        var received = new Turn(OnReceiveCompleted);
        var sent = new Turn(OnSendCompleted);
        receiving = new SocketTurn(() => shared.Runtime.RunTurn(received));
        sending = new SocketTurn(() => shared.Runtime.RunTurn(sent));
    }

    public override string Peer { get; }

    /// <summary>Lets go of the socket; an operation under way ends with an error and tells its turn.</summary>
    public void Dispose()
    {
        socket.Dispose();
        receiving.Dispose();
        sending.Dispose();
    }

    /// <summary>Starts the side that was accepted: it speaks when spoken to.</summary>
    public void StartAccepted() => StartReading();

    /// <summary>Starts the side that connected: it speaks first.</summary>
    public void StartConnected()
    {
        Open();
        StartReading();
    }

    protected override void StartReading()
    {
        try
        {
            do
                receiving.SetBuffer(Room());
            while (!socket.ReceiveAsync(receiving) && TakeReceived());
        }
        catch (ObjectDisposedException)
        {
            // The connection was aborted between two reads.
            EndReading();
        }
    }

    protected override void StartWriting()
    {
        try
        {
            while (PrepareWrite() && !socket.SendAsync(sending) && TakeSent())
            {
            }
        }
        catch (ObjectDisposedException)
        {
            LetGo();
        }
    }

    protected override void EndWriting()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            Lost();
        }
    }

    protected override void Disconnect() => Dispose();

    private void OnReceiveCompleted()
    {
        if (TakeReceived())
            StartReading();
    }

    private void OnSendCompleted()
    {
        if (TakeSent())
            StartWriting();
    }

    private bool TakeReceived()
    {
        if (receiving.SocketError == SocketError.Success && receiving.BytesTransferred > 0)
            return Received(receiving.BytesTransferred);
        Lost();
        EndReading();
        return false;
    }

    private bool PrepareWrite()
    {
        int count = NextPieces(pieces, WriteBytesMax);
        if (count == 0)
            return false;
        bytesUnderway = count;
        sending.SetPieces(pieces);
        return true;
    }

    private bool TakeSent()
    {
        if (sending.SocketError != SocketError.Success || sending.BytesTransferred != bytesUnderway)
        {
            LetGo();
            return false;
        }
        Written(bytesUnderway);
        return true;
    }

    // More is asked for once, since the queue frees its memory when its writer leaves.
    private void LetGo()
    {
        Lost();
        NextPieces(pieces, WriteBytesMax);
    }
}
