using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ActorMQ.Records;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote, from bytes of unknown origin: each read answers <see langword="false"/>
/// and moves nothing when the bytes are too short or wrong. Nothing throws, and nothing allocates by a count that was
/// not checked against the bytes left.
/// </summary>
public ref struct ByteReader
{
    /// <summary>Most bytes of a varint.</summary>
    public const int VarintBytesMax = 10;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    /// <summary>A reader at the start of some bytes.</summary>
    public ByteReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Whether no byte is left.</summary>
    public readonly bool IsAtEnd => Remaining == 0;

    /// <summary>Reads one byte.</summary>
    public bool TryReadByte(out byte value)
    {
        var read = TryRead(1, out var bytes);
        value = read ? bytes[0] : default;
        return read;
    }

    /// <summary>Reads a byte that must be 0 or 1.</summary>
    public bool TryReadBool(out bool value)
    {
        value = Remaining > 0 && _bytes[_position] == 1;
        if (Remaining == 0 || _bytes[_position] > 1)
            return false;

        _position++;
        return true;
    }

    /// <summary>Reads two bytes.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        var read = TryRead(2, out var bytes);
        value = read ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : default;
        return read;
    }

    /// <summary>Reads four bytes.</summary>
    public bool TryReadUInt32(out uint value)
    {
        var read = TryRead(4, out var bytes);
        value = read ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : default;
        return read;
    }

    /// <summary>Reads four bytes.</summary>
    public bool TryReadInt32(out int value)
    {
        var read = TryReadUInt32(out var bits);
        value = (int)bits;
        return read;
    }

    /// <summary>Reads eight bytes.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        var read = TryRead(8, out var bytes);
        value = read ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : default;
        return read;
    }

    /// <summary>Reads eight bytes.</summary>
    public bool TryReadInt64(out long value)
    {
        var read = TryReadUInt64(out var bits);
        value = (long)bits;
        return read;
    }

    /// <summary>Reads the 16 bytes of a GUID.</summary>
    public bool TryReadGuid(out Guid value)
    {
        var read = TryRead(16, out var bytes);
        value = read ? new Guid(bytes) : default;
        return read;
    }

    /// <summary>
    /// Reads a varint. One value has one form: a longer one than needed, or above 64 bits, is refused.
    /// </summary>
    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        var most = Math.Min(Remaining, VarintBytesMax);
        for (var index = 0; index < most; index++)
        {
            var one = _bytes[_position + index];
            value |= (ulong)(one & 0x7F) << (7 * index);
            if (one < 0x80)
                return EndVarint(one, index, ref value);
        }

        value = 0;
        return false;
    }

    /// <summary>Reads a varint that must be at most <paramref name="max"/>.</summary>
    public bool TryReadVarint(int max, out int value)
    {
        var start = _position;
        value = 0;
        if (!TryReadVarint(out var wide))
            return false;

        if (wide > (ulong)Math.Max(0, max))
        {
            _position = start;
            return false;
        }

        value = (int)wide;
        return true;
    }

    /// <summary>Reads a zigzag varint.</summary>
    public bool TryReadSignedVarint(out long value)
    {
        var read = TryReadVarint(out var zigzag);
        value = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        return read;
    }

    /// <summary>Reads exactly so many bytes, without a copy.</summary>
    public bool TryRead(int count, out ReadOnlySpan<byte> bytes)
    {
        if (count < 0 || count > Remaining)
        {
            bytes = default;
            return false;
        }

        bytes = _bytes.Slice(_position, count);
        _position += count;
        return true;
    }

    /// <summary>
    /// Reads a length and then so many bytes, without a copy; more than <paramref name="max"/> is refused.
    /// </summary>
    public bool TryReadBytes(int max, out ReadOnlySpan<byte> bytes)
    {
        var start = _position;
        if (TryReadVarint(max, out var length) && TryRead(length, out bytes))
            return true;

        bytes = default;
        _position = start;
        return false;
    }

    /// <summary>
    /// Reads a length in bytes and then valid UTF-8; more than <paramref name="bytesMax"/> bytes are refused.
    /// </summary>
    public bool TryReadString(int bytesMax, [NotNullWhen(true)] out string? text)
    {
        var start = _position;
        text = null;
        if (!TryReadBytes(bytesMax, out var bytes))
            return false;

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            _position = start;
            return false;
        }

        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>
    /// Reads a count of entries that follow, each of at least <paramref name="entryBytesMin"/> bytes: a count that the
    /// bytes left cannot hold is refused, so that a caller may allocate by it.
    /// </summary>
    public bool TryReadCount(int max, int entryBytesMin, out int count)
    {
        var start = _position;
        if (TryReadVarint(max, out count) && (long)count * entryBytesMin <= Remaining)
            return true;

        count = 0;
        _position = start;
        return false;
    }

    private bool EndVarint(byte last, int index, ref ulong value)
    {
        var isPadded = last == 0 && index > 0;
        var isTooLarge = index == VarintBytesMax - 1 && last > 1;
        if (isPadded || isTooLarge)
        {
            value = 0;
            return false;
        }

        _position += index + 1;
        return true;
    }
}
