using System.Buffers.Binary;
using static ActorMQ.Records.BatchLayout;

namespace ActorMQ.Records;

/// <summary>
/// Packs messages into a record batch: add until it answers false, seal, reset, and again with the same arrays. All
/// records of a batch have one class, priority and generation, because only <see cref="Seal(in BatchStamp)"/> says
/// them. One owner; not thread-safe.
/// </summary>
public sealed class BatchBuilder
{
    private const int BodyCapacityMin = 16 * 1024;

    private readonly MetadataBuilder _metadata = new();
    private readonly int _bytesTarget;

    // Ends of the bodies within _bodies; [0, _count) are in use, and the last of them is _bodyBytes.
    private int[] _bodyEnds = new int[256];
    private byte[] _bodies = new byte[BodyCapacityMin];
    private int _bodyBytes;
    private int _count;

    /// <summary>An empty builder.</summary>
    /// <param name="bytesTarget">
    /// Bytes at which a batch is full, up to <see cref="RecordBatch.BatchBytesMax"/>. A batch of one message may be
    /// larger.
    /// </param>
    public BatchBuilder(int bytesTarget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesTarget, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesTarget, RecordBatch.BatchBytesMax);
        _bytesTarget = bytesTarget;
    }

    /// <summary>Messages in the batch.</summary>
    public int Count => _count;

    /// <summary>Bytes that the sealed batch has at most.</summary>
    public int Bytes => _count == 0 ? 0 : (int)(PlainBytes(_count, _bodyBytes) + _metadata.Bytes);

    /// <summary>Adds a message that is a body alone. False: the batch is full; seal it first.</summary>
    /// <exception cref="ArgumentException">The message is over a limit of <see cref="MessageLimits"/>.</exception>
    public bool TryAdd(ReadOnlySpan<byte> body)
    {
        if (_metadata.IsUsed)
            return TryAdd(default, default, null, body);
        if (!Fits(body.Length, 0))
            return false;

        AddBody(body);
        return true;
    }

    /// <summary>Adds a message; an empty key or tag is none. False: the batch is full; seal it first.</summary>
    /// <exception cref="ArgumentException">The message is over a limit of <see cref="MessageLimits"/>.</exception>
    public bool TryAdd(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> tag, IReadOnlyList<MessageHeader>? headers, ReadOnlySpan<byte> body)
    {
        var isBare = key.IsEmpty && tag.IsEmpty && (headers is null || headers.Count == 0);
        if (isBare && !_metadata.IsUsed)
            return TryAdd(body);

        var fault = MessageLimits.Check(key, tag, headers, body);
        if (fault != MessageFault.None)
            throw new ArgumentException(MessageLimits.Describe(fault));
        if (!Fits(body.Length, _metadata.BytesWith(key, tag, headers, _count + 1)))
            return false;

        _metadata.Add(_count, key, tag, headers);
        AddBody(body);
        return true;
    }

    /// <summary>
    /// The finished batch in memory of its own. A retry must send identical bytes: keep the memory until the batch is
    /// acknowledged. The builder is unchanged and may be reset at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The builder is empty.</exception>
    public ReadOnlyMemory<byte> Seal(in BatchStamp stamp)
    {
        var segmentCount = RequireSegments();
        var batch = GC.AllocateUninitializedArray<byte>(SealedBytes(segmentCount));
        WriteTo(batch, segmentCount, stamp);
        return batch;
    }

    /// <summary>
    /// The finished batch in pooled memory; the caller owns its one reference. Otherwise as <see cref="Seal(in
    /// BatchStamp)"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The builder is empty.</exception>
    public Slab Seal(in BatchStamp stamp, SlabPool pool)
    {
        var segmentCount = RequireSegments();
        var batch = pool.Rent(SealedBytes(segmentCount));
        WriteTo(batch.Span, segmentCount, stamp);
        return batch;
    }

    /// <summary>Empties the builder and keeps its arrays.</summary>
    public void Reset()
    {
        _count = 0;
        _bodyBytes = 0;
        _metadata.Clear();
    }

    private ReadOnlySpan<int> BodyEnds => _bodyEnds.AsSpan(0, _count);

    private BatchColumns Columns => _metadata.Columns | (HasEqualBodies() ? BatchColumns.EqualBodies : 0);

    private bool Fits(int bodyBytes, long metadataBytes)
    {
        if (bodyBytes > RecordBatch.MessageBytesMax)
            throw new ArgumentException(MessageLimits.Describe(MessageFault.BodyTooLong));
        if (_count == 0)
            return true;
        return _count < RecordBatch.RecordsMax
            && PlainBytes(_count + 1, _bodyBytes + bodyBytes) + metadataBytes <= _bytesTarget;
    }

    // Two neighbouring segments together exceed 16 KiB, which bounds their number.
    private static long PlainBytes(int count, int bodyBytes) =>
        BatchLayout.HeaderBytes + 4L * count + bodyBytes
        + SegmentEntryBytes * (1L + 2L * bodyBytes / RecordBatch.SegmentBytes);

    private void AddBody(ReadOnlySpan<byte> body)
    {
        var end = _bodyBytes + body.Length;
        if (end > _bodies.Length || _count == _bodyEnds.Length)
            Grow(end);

        body.CopyTo(_bodies.AsSpan(_bodyBytes));
        _bodyEnds[_count++] = end;
        _bodyBytes = end;
    }

    private void Grow(int bodyBytes)
    {
        if (bodyBytes > _bodies.Length)
            Array.Resize(ref _bodies, Math.Max(bodyBytes, 2 * _bodies.Length));
        if (_count == _bodyEnds.Length)
            Array.Resize(ref _bodyEnds, 2 * _bodyEnds.Length);
    }

    private bool HasEqualBodies()
    {
        var length = _bodyEnds[0];
        var end = 0;
        foreach (var next in BodyEnds)
        {
            end += length;
            if (next != end)
                return false;
        }

        return true;
    }

    private int RequireSegments() => _count > 0
        ? SegmentCut.Count(BodyEnds)
        : throw new InvalidOperationException("A batch has at least one message.");

    private int SealedBytes(int segmentCount) =>
        (int)HeadBytes(Columns, _count, segmentCount) + _metadata.BlockBytes + _bodyBytes;

    private void WriteTo(Span<byte> batch, int segmentCount, in BatchStamp stamp)
    {
        var columns = Columns;
        var headBytes = (int)HeadBytes(columns, _count, segmentCount);
        var block = batch.Slice(headBytes, _metadata.BlockBytes);
        var bodies = batch[(headBytes + block.Length)..];
        if (_metadata.IsUsed)
            _metadata.WriteBlock(block);
        _bodies.AsSpan(0, _bodyBytes).CopyTo(bodies);

        var rest = batch[BatchLayout.HeaderBytes..headBytes];
        WriteColumns(columns, ref rest);
        SegmentCut.Write(BodyEnds, bodies, rest);

        var header = batch[..BatchLayout.HeaderBytes];
        header.Clear();
        WriteStamp(header, stamp);
        BinaryPrimitives.WriteInt32LittleEndian(header[TotalBytesAt..], batch.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[CountAt..], _count);
        BinaryPrimitives.WriteUInt16LittleEndian(header[ColumnsAt..], (ushort)columns);
        BinaryPrimitives.WriteInt32LittleEndian(header[SegmentCountAt..], segmentCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[MetadataBytesAt..], block.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[MetadataCrcAt..], Crc32C.Of(block));
        BinaryPrimitives.WriteInt32LittleEndian(header[BodyBytesAt..], bodies.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[HeaderCrcAt..], RecordBatch.HeaderCrc(batch[..headBytes]));
    }

    private void WriteColumns(BatchColumns columns, ref Span<byte> to)
    {
        if (columns.Has(BatchColumns.KeyHash))
            _metadata.WriteKeyHashes(ref to);
        var ends = columns.Has(BatchColumns.EqualBodies) ? BodyEnds[..1] : BodyEnds;
        foreach (var end in ends)
        {
            BinaryPrimitives.WriteInt32LittleEndian(to, end);
            to = to[4..];
        }

        if (columns.Has(BatchColumns.TagHash))
            _metadata.WriteTagHashes(ref to);
        if (columns.Has(BatchColumns.Flags))
            _metadata.WriteFlags(ref to);
    }

    private static void WriteStamp(Span<byte> header, in BatchStamp stamp)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stamp.Priority, RecordBatch.PriorityMax, nameof(stamp));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)stamp.Class, (byte)BatchClass.Control, nameof(stamp));
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        header[VersionAt] = BatchLayout.Version;
        header[ClassAt] = (byte)stamp.Class;
        header[PriorityAt] = stamp.Priority;
        header[CompressionAt] = (byte)Compression.None;
        BinaryPrimitives.WriteUInt64LittleEndian(header[ProducerHighAt..], stamp.Producer.High);
        BinaryPrimitives.WriteUInt64LittleEndian(header[ProducerLowAt..], stamp.Producer.Low);
        BinaryPrimitives.WriteInt64LittleEndian(header[BaseSequenceAt..], stamp.BaseSequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[ProducerEpochAt..], stamp.ProducerEpoch);
        BinaryPrimitives.WriteUInt32LittleEndian(header[GenerationAt..], stamp.Generation);
        BinaryPrimitives.WriteInt64LittleEndian(header[CreatedAt..], stamp.CreatedUnixMs);
    }
}
