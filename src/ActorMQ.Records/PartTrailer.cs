using System.Buffers.Binary;
using static ActorMQ.Records.BatchLayout;

namespace ActorMQ.Records;

/// <summary>The 16 bytes at the end of a part of a batch: which segments it carries.</summary>
internal readonly record struct PartTrailer(int FirstSegment, int SegmentCount)
{
    /// <summary>
    /// What a batch or part carries. A part is always shorter than its batch (see <see cref="BatchPart"/>), so the
    /// length tells them apart.
    /// </summary>
    internal static BatchFault TryFind(ReadOnlySpan<byte> bytes, in BatchHead head, out PartTrailer trailer)
    {
        var header = head.Header;
        trailer = new PartTrailer(0, header.SegmentCount);
        if (bytes.Length >= header.TotalBytes)
            return bytes.Length == header.TotalBytes ? BatchFault.None : BatchFault.BadSize;

        var bodyBytes = bytes.Length - (long)header.HeadBytes - header.MetadataBytes - PartTrailerBytes;
        if (bodyBytes < 0)
            return BatchFault.TooShort;
        if (!TryRead(bytes[^PartTrailerBytes..], out trailer))
            return BatchFault.BadPart;

        var (first, count) = trailer;
        if (first < 0 || count < 1 || first + (long)count > header.SegmentCount)
            return BatchFault.BadPart;
        return head.Segments.ByteEnd(first + count - 1) - head.Segments.ByteEnd(first - 1) == bodyBytes
            ? BatchFault.None
            : BatchFault.BadPart;
    }

    internal byte[] ToBytes()
    {
        var bytes = new byte[PartTrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, PartMagic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FirstSegment);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), SegmentCount);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc32C.Of(bytes.AsSpan(0, 12)));
        return bytes;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out PartTrailer trailer)
    {
        trailer = new PartTrailer(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == PartMagic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc32C.Of(bytes[..12]);
    }
}
