namespace ActorMQ.Records;

/// <summary>Where key, tag and headers of one record are, within its entry of the metadata block.</summary>
internal readonly record struct RecordMetadata(Range Key, Range Tag, Range Headers, int HeaderCount)
{
    /// <summary>
    /// Reads an entry and checks every limit; false when it is anything but exactly what the flags promise.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> entry, RecordFlags flags, out RecordMetadata metadata)
    {
        metadata = default;
        var reader = new ByteReader(entry);
        Range key = default, tag = default, headers = default;
        var count = 0;
        if (flags.Has(RecordFlags.Key) && !TrySkip(ref reader, RecordBatch.KeyBytesMax, out key))
            return false;
        if (flags.Has(RecordFlags.Tag) && !TrySkip(ref reader, RecordBatch.TagBytesMax, out tag))
            return false;
        if (flags.Has(RecordFlags.Headers) && !TrySkipHeaders(ref reader, out headers, out count))
            return false;

        metadata = new RecordMetadata(key, tag, headers, count);
        return reader.IsAtEnd;
    }

    private static bool TrySkip(ref ByteReader reader, int max, out Range range)
    {
        var read = reader.TryReadBytes(max, out var bytes) && !bytes.IsEmpty;
        range = (reader.Position - bytes.Length)..reader.Position;
        return read;
    }

    private static bool TrySkipHeaders(ref ByteReader reader, out Range range, out int count)
    {
        range = default;
        if (!reader.TryReadCount(RecordBatch.HeaderCountMax, 2, out count) || count == 0)
            return false;

        var (start, bytes) = (reader.Position, 0);
        for (var index = 0; index < count; index++)
        {
            if (!reader.TryReadBytes(RecordBatch.HeaderBytesMax, out var name) || name.IsEmpty)
                return false;
            if (!reader.TryReadBytes(RecordBatch.HeaderBytesMax, out var value))
                return false;
            bytes += name.Length + value.Length;
        }

        range = start..reader.Position;
        return bytes <= RecordBatch.HeaderBytesMax;
    }
}
