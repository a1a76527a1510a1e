using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ActorMQ.Records;

/// <summary>
/// A growing, reusable buffer for encoded records: little-endian numbers and varints. One owner; not thread-safe.
/// </summary>
public sealed class ByteWriter : IBufferWriter<byte>
{
    private byte[] _buffer;
    private int _length;

    /// <summary>An empty writer.</summary>
    /// <param name="capacity">Bytes to have ready; the buffer grows by itself.</param>
    public ByteWriter(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _buffer = new byte[capacity];
    }

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    /// <summary>Cuts back to an earlier <see cref="Length"/>.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsSpan(_length);
    }

    /// <summary>Writes one byte.</summary>
    public void WriteByte(byte value) => Take(1)[0] = value;

    /// <summary>Writes a bool as the byte 0 or 1.</summary>
    public void WriteBool(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes two bytes.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    /// <summary>Writes four bytes.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    /// <summary>Writes four bytes.</summary>
    public void WriteInt32(int value) => WriteUInt32((uint)value);

    /// <summary>Writes eight bytes.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>Writes eight bytes.</summary>
    public void WriteInt64(long value) => WriteUInt64((ulong)value);

    /// <summary>Writes the 16 bytes of a GUID, in its little-endian form.</summary>
    public void WriteGuid(Guid value) => value.TryWriteBytes(Take(16));

    /// <summary>Writes 1 to 10 bytes of seven bits each, lowest first; all but the last have the top bit set.</summary>
    public void WriteVarint(ulong value)
    {
        Reserve(ByteReader.VarintBytesMax);
        for (; value >= 0x80; value >>= 7)
            _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }

    /// <summary>Writes a signed number as the varint of its zigzag form: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void WriteSignedVarint(long value) => WriteVarint(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>Writes the bytes alone.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Writes the length as a varint and then the bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)bytes.Length);
        Write(bytes);
    }

    /// <summary>Writes the length in bytes as a varint and then the UTF-8 bytes.</summary>
    public void WriteString(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        WriteVarint((ulong)bytes);
        Encoding.UTF8.GetBytes(text, Take(bytes));
    }

    private Span<byte> Take(int bytes)
    {
        Reserve(bytes);
        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }

    private void Reserve(int bytes)
    {
        if (bytes <= _buffer.Length - _length)
            return;

        var needed = checked(_length + bytes);
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
    }
}
