using ActorMQ.Cmd.Verify;

namespace ActorMQ.Cmd.Tests.Verify;

public sealed class Bodies
{
    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Every_changed_bit_is_seen(int size)
    {
        byte[] body = new byte[size], scratch = new byte[size];
        VerifyBody.Write(body, seed: 9, number: 1_234);
        Assert.True(VerifyBody.TryRead(body, 9, out int number));
        Assert.Equal(1_234, number);
        Assert.True(VerifyBody.IsWhole(body, 9, number, size, scratch));

        for (int bit = 0; bit < size * 8; bit++)
        {
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(
                VerifyBody.TryRead(body, 9, out number) && number == 1_234
                && VerifyBody.IsWhole(body, 9, number, size, scratch));
            body[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Another_seed_and_a_short_body_are_foreign()
    {
        byte[] body = new byte[16];
        VerifyBody.Write(body, seed: 9, number: 1);

        Assert.False(VerifyBody.TryRead(body, 8, out _));
        Assert.False(VerifyBody.TryRead(body.AsSpan(0, 15), 9, out _));
    }
}
