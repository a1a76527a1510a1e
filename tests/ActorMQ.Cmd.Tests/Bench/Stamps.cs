using ActorMQ.Cmd.Bench;

namespace ActorMQ.Cmd.Tests.Bench;

public sealed class Stamps
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(BenchStamp.RunEnd - 1, 63, BenchStamp.ProbeNumber, long.MaxValue)]
    [InlineData(0x2_5A5A, 33, 0x12_3456_789A, 987_654_321_012)]
    public void Are_read_as_they_were_written(int run, int client, long number, long intended)
    {
        var written = new BenchStamp(run, client, number, intended);
        var body = new byte[40];
        written.WriteTo(body);

        Assert.True(BenchStamp.TryRead(body, out BenchStamp read));
        Assert.Equal(written, read);
        Assert.All(body[BenchStamp.Bytes..], static rest => Assert.Equal(0, rest));
    }

    [Fact]
    public void Are_not_found_in_a_body_that_is_too_short() =>
        Assert.False(BenchStamp.TryRead(new byte[BenchStamp.Bytes - 1], out _));

    [Fact]
    public void Begin_with_the_intended_send_time()
    {
        var body = new byte[BenchStamp.Bytes];
        new BenchStamp(Run: 1, Client: 2, Number: 3, Intended: 0x0102_0304_0506_0708).WriteTo(body);
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], body[..8]);
    }
}
