namespace ActorMQ.Records;

/// <summary>
/// A range of records of a batch as slices that are sent one behind the other, without copying bodies: header, columns,
/// segment table and metadata; the segments that the range touches; a trailer that names them.
/// <see cref="BatchReader.TryOpen"/> checks and reads the result alone. The batch's memory must outlive the part.
/// </summary>
public readonly struct BatchPart
{
    private readonly ReadOnlyMemory<byte> _front;
    private readonly ReadOnlyMemory<byte> _segments;
    private readonly ReadOnlyMemory<byte> _trailer;

    private BatchPart(ReadOnlyMemory<byte> front, ReadOnlyMemory<byte> segments, ReadOnlyMemory<byte> trailer)
    {
        _front = front;
        _segments = segments;
        _trailer = trailer;
    }

    /// <summary>Slices, one to three; a whole batch is one.</summary>
    public int Parts => _trailer.IsEmpty ? 1 : _segments.IsEmpty ? 2 : 3;

    /// <summary>Bytes of all slices.</summary>
    public int Bytes => _front.Length + _segments.Length + _trailer.Length;

    /// <summary>A slice, in the order of sending.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Parts);
            if (index == 0)
                return _front;
            return index == Parts - 1 ? _trailer : _segments;
        }
    }

    /// <summary>
    /// The part of a verified batch that holds records [first, first + count). It is the whole batch when everything is
    /// selected, or when what could be left out is not more than the trailer: a part is always shorter than its batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or reaches out of the batch.</exception>
    /// <exception cref="InvalidDataException">The bytes are not a whole batch.</exception>
    public static BatchPart Of(ReadOnlyMemory<byte> batch, int first, int count)
    {
        var bytes = batch.Span;
        var fault = RecordBatch.TryReadHeader(bytes, out var header);
        if (fault != BatchFault.None || bytes.Length != header.TotalBytes)
            throw new InvalidDataException($"Only a whole, verified batch has parts: {fault}, {bytes.Length} bytes.");

        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, header.Count, nameof(count));

        var head = new BatchHead(bytes, header);
        var (low, high) = (head.Segments.IndexOf(first), head.Segments.IndexOf(first + count - 1));
        var (start, end) = ((int)head.Segments.ByteEnd(low - 1), (int)head.Segments.ByteEnd(high));
        if (header.BodyBytes - (end - start) <= BatchLayout.PartTrailerBytes)
            return new BatchPart(batch, default, default);

        var bodiesAt = header.HeadBytes + header.MetadataBytes;
        return new BatchPart(
            batch[..bodiesAt],
            batch[(bodiesAt + start)..(bodiesAt + end)],
            new PartTrailer(low, high - low + 1).ToBytes());
    }
}
