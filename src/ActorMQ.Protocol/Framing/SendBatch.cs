using System.Buffers;
using System.Runtime.InteropServices;
using ActorMQ.Records;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// Frames that are written together: fronts and small bodies side by side in one pooled array, large bodies where they
/// are. Filled under the lock of its <see cref="SendQueue"/>, then read by the writer alone.
/// </summary>
internal sealed class SendBatch
{
    private const int CopiedBytesMax = 32 * 1024;
    private const int ArrayBytesMin = 4 * 1024;

    // Pieces in order; the array's bytes since the last piece, [pieceStart, used), are not in the list yet.
    private readonly List<ReadOnlyMemory<byte>> pieces = [];
    private readonly List<Slab> owners = [];
    private readonly List<(int Index, int Start, int Length)> arrayPieces = [];
    private byte[] array = [];
    private int used;
    private int pieceStart;
    private int nextPiece;
    private int nextByte;

    /// <summary>Bytes in it, written ones too.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds bytes that are no frame.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Bytes += bytes.Length;
    }

    /// <summary>Adds a frame of the measured size.</summary>
    public void Add(in OutboundFrame frame, int frameBytes, int headBytes)
    {
        FrameEncoder.WriteFront(Reserve(ProtocolLimits.FrameHeaderBytes + headBytes), frame, headBytes);
        Bytes += frameBytes;
        if (frame.Body.Length <= CopiedBytesMax)
        {
            Copy(frame.Body);
            frame.Owner?.Release();
            return;
        }
        Refer(frame.Body.First);
        Refer(frame.Body.Second);
        Refer(frame.Body.Third);
        if (frame.Owner is { } owner)
            owners.Add(owner);
    }

    /// <summary>Ends the filling: from here on <see cref="Gather"/> may be called.</summary>
    public void Seal()
    {
        EndArrayPiece();
        foreach ((int index, int start, int length) in arrayPieces)
            pieces[index] = array.AsMemory(start, length);
    }

    /// <summary>Takes the next pieces, at most <paramref name="bytesMax"/> bytes of them.</summary>
    /// <returns>Their length; 0: everything has been taken.</returns>
    public int Gather(List<ArraySegment<byte>> into, int bytesMax)
    {
        into.Clear();
        int bytes = 0;
        while (bytes < bytesMax && nextPiece < pieces.Count)
        {
            ReadOnlyMemory<byte> rest = pieces[nextPiece][nextByte..];
            ReadOnlyMemory<byte> taken = rest[..Math.Min(rest.Length, bytesMax - bytes)];
            into.Add(ToSegment(taken));
            bytes += taken.Length;
            nextByte += taken.Length;
            if (taken.Length == rest.Length)
                (nextPiece, nextByte) = (nextPiece + 1, 0);
        }
        return bytes;
    }

    /// <summary>Gives back all memory; the batch is empty and may be filled again.</summary>
    public void Clear()
    {
        foreach (Slab owner in owners)
            owner.Release();
        owners.Clear();
        pieces.Clear();
        arrayPieces.Clear();
        if (array.Length != 0)
            ArrayPool<byte>.Shared.Return(array);
        (array, used, pieceStart, nextPiece, nextByte, Bytes) = ([], 0, 0, 0, 0, 0);
    }

    private static ArraySegment<byte> ToSegment(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) ? segment : new(memory.ToArray());

    private void Copy(in FrameBody body)
    {
        Span<byte> room = Reserve(body.Length);
        body.First.Span.CopyTo(room);
        room = room[body.First.Length..];
        body.Second.Span.CopyTo(room);
        body.Third.Span.CopyTo(room[body.Second.Length..]);
    }

    private void Refer(ReadOnlyMemory<byte> memory)
    {
        if (memory.IsEmpty)
            return;
        EndArrayPiece();
        pieces.Add(memory);
    }

    private void EndArrayPiece()
    {
        if (used == pieceStart)
            return;

        // The array may still move while the batch grows: its pieces are filled in at the end.
        arrayPieces.Add((pieces.Count, pieceStart, used - pieceStart));
        pieces.Add(default);
        pieceStart = used;
    }

    private Span<byte> Reserve(int count)
    {
        if (used + count > array.Length)
            Grow(used + count);
        Span<byte> room = array.AsSpan(used, count);
        used += count;
        return room;
    }

    private void Grow(int bytes)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(bytes, 2 * array.Length), ArrayBytesMin));
        array.AsSpan(0, used).CopyTo(larger);
        if (array.Length != 0)
            ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
