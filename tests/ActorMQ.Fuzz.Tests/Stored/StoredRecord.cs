using ActorMQ.Core.Partitions;
using ActorMQ.Records;

namespace ActorMQ.Fuzz.Tests.Stored;

/// <summary>An event record taken apart: its number and its events.</summary>
internal sealed record StoredRecord(ulong Number, List<StoredEvent> Events)
{
    public static StoredRecord Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ByteReader(bytes[..^sizeof(uint)]);
        Assert.True(from.TryReadByte(out byte version) && version == PartitionEventBuffer.Version);
        Assert.True(from.TryReadVarint(out ulong number));
        var events = new List<StoredEvent>();
        while (!from.IsAtEnd)
            events.Add(StoredEvent.Read(ref from));
        return new StoredRecord(number, events);
    }

    /// <summary>The bytes, with a right CRC.</summary>
    public byte[] ToBytes()
    {
        var to = new ByteWriter();
        to.WriteByte(PartitionEventBuffer.Version);
        to.WriteVarint(Number);
        foreach (StoredEvent e in Events)
            e.Write(to);
        return Sealed(to.Written);
    }

    /// <summary>Bytes with their CRC behind them.</summary>
    public static byte[] Sealed(ReadOnlySpan<byte> bytes) => [.. bytes, .. BitConverter.GetBytes(Crc32C.Of(bytes))];
}
