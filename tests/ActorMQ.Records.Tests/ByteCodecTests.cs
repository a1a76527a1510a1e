using FsCheck;
using FsCheck.Fluent;

namespace ActorMQ.Records.Tests;

public sealed class ByteCodecTests
{
    [Fact]
    public void Every_kind_of_value_is_read_back()
    {
        var guid = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        var writer = new ByteWriter(capacity: 0);
        writer.WriteByte(7);
        writer.WriteBool(true);
        writer.WriteUInt16(0xABCD);
        writer.WriteInt32(-5);
        writer.WriteInt64(long.MinValue);
        writer.WriteGuid(guid);
        writer.WriteString("grün");
        writer.WriteBytes([1, 2, 3]);

        var reader = new ByteReader(writer.Written);
        Assert.True(reader.TryReadByte(out var one) && one == 7);
        Assert.True(reader.TryReadBool(out var yes) && yes);
        Assert.True(reader.TryReadUInt16(out var two) && two == 0xABCD);
        Assert.True(reader.TryReadInt32(out var four) && four == -5);
        Assert.True(reader.TryReadInt64(out var eight) && eight == long.MinValue);
        Assert.True(reader.TryReadGuid(out var id) && id == guid);
        Assert.True(reader.TryReadString(bytesMax: 5, out var text) && text == "grün");
        Assert.True(reader.TryReadBytes(max: 3, out var bytes) && bytes.SequenceEqual((byte[])[1, 2, 3]));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Numbers_are_little_endian_and_varints_have_seven_bits_a_byte()
    {
        var writer = new ByteWriter();
        writer.WriteUInt32(0x01020304);
        writer.WriteVarint(300);
        writer.WriteSignedVarint(-1);
        writer.WriteSignedVarint(1);
        Assert.Equal("04030201AC020102", Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void Varints_are_read_back_and_are_as_short_as_can_be() =>
        Check.QuickThrowOnFailure(Prop.ForAll<ulong, byte>((bits, shift) =>
        {
            var value = bits >> (shift & 63);
            var writer = new ByteWriter();
            writer.WriteVarint(value);
            var reader = new ByteReader(writer.Written);
            var bytes = Math.Max(1, (64 - System.Numerics.BitOperations.LeadingZeroCount(value) + 6) / 7);
            return reader.TryReadVarint(out var read) && read == value && reader.IsAtEnd && writer.Length == bytes;
        }));

    [Fact]
    public void Signed_varints_are_read_back()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<long>(IsReadBack));
        Assert.True(IsReadBack(long.MinValue) && IsReadBack(long.MaxValue) && IsReadBack(-1));

        static bool IsReadBack(long value)
        {
            var writer = new ByteWriter();
            writer.WriteSignedVarint(value);
            var reader = new ByteReader(writer.Written);
            return reader.TryReadSignedVarint(out var read) && read == value && reader.IsAtEnd;
        }
    }

    [Fact]
    public void Any_bytes_are_either_the_only_form_of_a_varint_or_refused_without_moving() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            var reader = new ByteReader(bytes);
            if (!reader.TryReadVarint(out var value))
                return value == 0 && reader.Position == 0;

            var writer = new ByteWriter();
            writer.WriteVarint(value);
            return writer.Written.SequenceEqual(bytes.AsSpan(0, reader.Position));
        }));

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8000")]
    [InlineData("FFFFFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void Cut_padded_and_oversized_varints_are_refused(string hex)
    {
        var reader = new ByteReader(Convert.FromHexString(hex));
        Assert.False(reader.TryReadVarint(out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void A_refused_read_moves_nothing()
    {
        var reader = new ByteReader([0x05, 0x02, 0xFF]);
        Assert.False(reader.TryReadUInt32(out _) || reader.TryReadUInt64(out _) || reader.TryReadGuid(out _));
        Assert.False(reader.TryReadBytes(max: 100, out _) || reader.TryReadString(bytesMax: 100, out _));
        Assert.False(reader.TryReadBytes(max: 4, out _) || reader.TryReadVarint(max: 4, out _));
        Assert.False(reader.TryReadBool(out _) || reader.TryRead(4, out _) || reader.TryRead(-1, out _));
        Assert.False(reader.TryReadCount(max: 100, entryBytesMin: 1, out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        var reader = new ByteReader([0x02, 0xC3, 0x28]);
        Assert.False(reader.TryReadString(bytesMax: 10, out var text));
        Assert.Null(text);
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void A_count_beyond_the_bytes_left_is_refused_even_if_its_product_overflows()
    {
        var writer = new ByteWriter();
        writer.WriteVarint(int.MaxValue);
        var reader = new ByteReader(writer.Written);
        Assert.False(reader.TryReadCount(int.MaxValue, entryBytesMin: int.MaxValue, out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void A_writer_serves_as_buffer_writer_and_is_cut_back()
    {
        var writer = new ByteWriter(capacity: 1);
        "hello"u8.CopyTo(writer.GetSpan(5));
        writer.Advance(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(1_000_000));
        writer.Truncate(2);
        Assert.Equal("he"u8, writer.Written);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(3));
        writer.Clear();
        Assert.Equal(0, writer.Length);
    }
}
