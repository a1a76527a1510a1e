using System.Buffers.Binary;
using ActorMQ.Core;
using ActorMQ.Records;

namespace ActorMQ.Journal.Sqlite.Tables;

/// <summary>
/// The CRC-32C stored with each row: SQLite's pages carry none, and a flipped bit must not become a fact.
/// </summary>
internal static class RowCrc
{
    /// <summary>Over an event record or a snapshot: partition, sequence, bytes.</summary>
    public static uint Of(PartitionId partition, long sequence, ReadOnlySpan<byte> bytes)
    {
        Span<byte> key = stackalloc byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(key, partition.Topic);
        BinaryPrimitives.WriteInt32LittleEndian(key[4..], partition.Index);
        BinaryPrimitives.WriteInt64LittleEndian(key[8..], sequence);
        return Crc32C.Append(Crc32C.Of(key), bytes);
    }

    /// <summary>
    /// Over a batch's row and the head of its bytes, where the stamped fields are that no CRC of the batch covers.
    /// </summary>
    public static uint Of(PartitionId partition, in BatchEntry batch) =>
        Of(partition, batch.BaseOffset, batch.Count, batch.Bytes.Span);

    /// <inheritdoc cref="Of(PartitionId, in BatchEntry)"/>
    public static uint Of(PartitionId partition, long baseOffset, int count, ReadOnlySpan<byte> bytes)
    {
        Span<byte> key = stackalloc byte[24];
        BinaryPrimitives.WriteInt32LittleEndian(key, partition.Topic);
        BinaryPrimitives.WriteInt32LittleEndian(key[4..], partition.Index);
        BinaryPrimitives.WriteInt64LittleEndian(key[8..], baseOffset);
        BinaryPrimitives.WriteInt32LittleEndian(key[16..], count);
        BinaryPrimitives.WriteInt32LittleEndian(key[20..], bytes.Length);
        return Crc32C.Append(Crc32C.Of(key), bytes[..Math.Min(bytes.Length, RecordBatch.HeaderBytes)]);
    }
}
