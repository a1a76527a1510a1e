namespace ActorMQ.Records.Tests;

public sealed class HashTests
{
    // RFC 3720, B.4, and the check value of the CRC catalogue.
    [Theory]
    [InlineData("", 0x00000000)]
    [InlineData("313233343536373839", 0xE3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794E)]
    public void Crc32C_gives_the_published_values(string hex, uint expected) =>
        Assert.Equal(expected, Crc32C.Of(Convert.FromHexString(hex)));

    [Fact]
    public void Crc32C_of_two_pieces_is_that_of_the_whole()
    {
        var bytes = Batches.Body(1, 100);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Crc32C.Of(bytes), Crc32C.Append(Crc32C.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }

    [Fact]
    public void Three_crcs_at_once_are_the_same_as_one_by_one()
    {
        var bytes = Batches.Body(2, 200);
        for (var length = 0; length < 60; length++)
        {
            var (first, second, third) = (bytes[..length], bytes[5..(60 - length / 2)], bytes[3..(length + 20)]);
            Assert.Equal(
                (Crc32C.Of(first), Crc32C.Of(second), Crc32C.Of(third)), Crc32C.OfThree(first, second, third));
        }
    }

    // The values that xxHash's own implementations print with seed 0.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x0B242D361FDA71BC)]
    public void Xx64_gives_the_published_values(string text, ulong expected) =>
        Assert.Equal(expected, KeyHash.Xx64(Batches.Utf8(text)));

    [Fact]
    public void No_key_and_no_tag_are_zero()
    {
        Assert.Equal(0UL, KeyHash.Of([]));
        Assert.Equal(0U, KeyHash.OfTag([]));
        Assert.Equal(0xD24EC4F1A98C6E5B, KeyHash.Of("a"u8));
        Assert.Equal(0xA98C6E5B, KeyHash.OfTag("a"u8));
    }

    // The values in the tests of Kafka's Java client.
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_gives_the_values_of_Kafka(string key, int expected) =>
        Assert.Equal(expected, Murmur2.Of(Batches.Utf8(key)));

    [Fact]
    public void A_partition_is_chosen_by_the_hash_without_its_sign()
    {
        Assert.Equal((-973932308 & int.MaxValue) % 8, Murmur2.Partition("21"u8, 8));
        Assert.Equal(0, Murmur2.Partition("21"u8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Murmur2.Partition("21"u8, 0));
    }
}
