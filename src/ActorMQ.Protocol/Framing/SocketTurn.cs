using System.Net.Sockets;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// The arguments of a socket's operation, used again and again, and what follows when it completes later.
/// </summary>
internal sealed class SocketTurn(Action completed) : SocketAsyncEventArgs(true)
{
    /// <summary>What the next operation writes.</summary>
    public void SetPieces(List<ArraySegment<byte>> pieces)
    {
        if (pieces.Count == 1)
        {
            if (BufferList is not null)
                BufferList = null;
            SetBuffer(pieces[0].Array, pieces[0].Offset, pieces[0].Count);
            return;
        }
        SetBuffer(null, 0, 0);
        BufferList = pieces;
    }

    protected override void OnCompleted(SocketAsyncEventArgs e) => completed();
}
