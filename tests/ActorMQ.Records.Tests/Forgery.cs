using System.Buffers.Binary;

namespace ActorMQ.Records.Tests;

/// <summary>Writes lies into a batch and makes every CRC right again, as a hostile client can.</summary>
internal static class Forgery
{
    internal static byte[] With32(byte[] batch, int at, uint value)
    {
        var forged = (byte[])batch.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(at), value);
        return Sealed(forged, HeadBytes(batch));
    }

    internal static byte[] With8(byte[] batch, int at, byte value)
    {
        var forged = (byte[])batch.Clone();
        forged[at] = value;
        return Sealed(forged, HeadBytes(batch));
    }

    /// <summary>Makes the CRCs of header and metadata right where the sizes of the true batch put them.</summary>
    internal static byte[] Sealed(byte[] forged, int headBytes)
    {
        var metadataBytes = BinaryPrimitives.ReadInt32LittleEndian(forged.AsSpan(BatchLayout.MetadataBytesAt));
        if (metadataBytes >= 0 && metadataBytes <= forged.Length - headBytes)
        {
            var crc = Crc32C.Of(forged.AsSpan(headBytes, metadataBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(BatchLayout.MetadataCrcAt), crc);
        }

        var headerCrc = RecordBatch.HeaderCrc(forged.AsSpan(0, headBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(BatchLayout.HeaderCrcAt), headerCrc);
        return forged;
    }

    internal static int HeadBytes(byte[] batch)
    {
        Assert.Equal(BatchFault.None, RecordBatch.TryReadHeader(batch, out var header));
        return header.HeadBytes;
    }
}
