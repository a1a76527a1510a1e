namespace ActorMQ.Simulation.Histories;

/// <summary>Cuts a stream into lines of bytes, each of bounded length.</summary>
internal sealed class HistoryLines(Stream from)
{
    /// <summary>Bytes of one line, its end not counted.</summary>
    public const int LineBytesMax = 16 * 1024;

    private readonly byte[] buffer = new byte[LineBytesMax * 4];
    private int start;
    private int end;
    private bool isOver;

    /// <summary>The number of the last line read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, which is valid until the next call; false at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) < 0 && !isOver)
            Fill();
        if (length < 0)
            length = end - start;
        line = buffer.AsSpan(start, length);
        if (length == 0 && start == end)
            return false;
        Number++;
        if (length > LineBytesMax)
            throw TooLong(Number);
        start = Math.Min(end, start + length + 1);
        return true;
    }

    private void Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            throw TooLong(Number + 1);
        var read = from.Read(buffer, end, buffer.Length - end);
        end += read;
        isOver = read == 0;
    }

    private static HistoryFormatException TooLong(int line) =>
        new(line, $"it is longer than {LineBytesMax} bytes.");
}
