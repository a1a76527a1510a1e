namespace ActorMQ.Simulation.Histories;

/// <summary>Cuts a stream into lines of bytes, each of bounded length.</summary>
internal sealed class HistoryLines(Stream from)
{
    /// <summary>Bytes of one line, its end not counted.</summary>
    public const int LineBytesMax = 16 * 1024;

    private readonly byte[] _buffer = new byte[LineBytesMax * 4];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>The number of the last line read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, which is valid until the next call; false at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0 && !_isOver)
            Fill();
        if (length < 0)
            length = _end - _start;
        line = _buffer.AsSpan(_start, length);
        if (length == 0 && _start == _end)
            return false;
        Number++;
        if (length > LineBytesMax)
            throw TooLong(Number);
        _start = Math.Min(_end, _start + length + 1);
        return true;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw TooLong(Number + 1);
        var read = from.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
    }

    private static HistoryFormatException TooLong(int line) =>
        new(line, $"it is longer than {LineBytesMax} bytes.");
}
