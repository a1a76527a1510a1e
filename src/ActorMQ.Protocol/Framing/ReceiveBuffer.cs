using System.Buffers;

namespace ActorMQ.Protocol.Framing;

/// <summary>
/// The bytes that one connection has received and not consumed. It grows with what comes, never with what is announced:
/// its array is at most twice as long as what it held, and small again when the connection falls quiet. One owner.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int BytesMin = 16 * 1024;
    private const int BytesBusy = 256 * 1024;
    private const int QuietReads = 64;

    // Received and not consumed: [start, end) of the array.
    private byte[] array = [];
    private int start;
    private int end;
    private int quietReads;
    private bool wasFilled;

    /// <summary>What has been received and not consumed.</summary>
    public ReadOnlySpan<byte> Unread => array.AsSpan(start, end - start);

    /// <summary>Size of the array, for tests and counts.</summary>
    public int Capacity => array.Length;

    /// <summary>Room for the next read; never empty.</summary>
    public Memory<byte> Free()
    {
        if (array.Length == 0)
            Move(BytesMin);
        else if (start == end)
            FitEmpty();
        else if (array.Length - end <= array.Length / 4)
            MakeRoom();
        return array.AsMemory(end);
    }

    /// <summary>Takes over bytes that were written into <see cref="Free"/>.</summary>
    public void Received(int count)
    {
        end += count;
        wasFilled = end == array.Length;
        quietReads = count < BytesMin / 2 ? quietReads + 1 : 0;
    }

    /// <summary>Forgets the first bytes.</summary>
    public void Consume(int count) => start += count;

    /// <summary>Gives the array back; only when no read into it is under way.</summary>
    public void Release()
    {
        byte[] old = array;
        (array, start, end) = ([], 0, 0);
        if (old.Length != 0)
            ArrayPool<byte>.Shared.Return(old);
    }

    private void FitEmpty()
    {
        (start, end) = (0, 0);
        if (wasFilled && array.Length < BytesBusy)
            Move(BytesBusy);
        else if (array.Length > 2 * BytesBusy || (quietReads > QuietReads && array.Length > 2 * BytesMin))
            Move(quietReads > QuietReads ? BytesMin : BytesBusy);
    }

    // Compacts while a quarter becomes free that way; otherwise three quarters are in use, and it has earned more.
    private void MakeRoom() => Move(end - start <= array.Length / 4 * 3 ? array.Length : 2 * array.Length);

    private void Move(int capacity)
    {
        int unread = end - start;
        byte[] target = capacity == array.Length ? array : ArrayPool<byte>.Shared.Rent(capacity);
        array.AsSpan(start, unread).CopyTo(target);
        if (target != array && array.Length != 0)
            ArrayPool<byte>.Shared.Return(array);
        (array, start, end) = (target, 0, unread);
    }
}
