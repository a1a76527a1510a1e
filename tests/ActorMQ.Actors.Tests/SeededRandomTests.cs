using ActorMQ.TestKit;

namespace ActorMQ.Actors.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_stream_of_a_seed_never_changes()
    {
        var chance = new SeededRandom(1234567);

        // The published first values of SplitMix64 for this seed.
        Assert.Equal(6457827717110365317UL, chance.NextBits());
        Assert.Equal(3203168211198807973UL, chance.NextBits());
        Assert.Equal(9817491932198370423UL, chance.NextBits());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000_003)]
    public void Numbers_stay_below_their_limit(int limit)
    {
        var chance = new SeededRandom(5);
        for (int draw = 0; draw < 1_000; draw++)
        {
            Assert.InRange(chance.Next(limit), 0, limit - 1);
            Assert.InRange(chance.Next(-limit, limit), -limit, limit - 1);
            Assert.InRange(chance.NextDouble(), 0, 1 - double.Epsilon);
        }
    }

    [Fact]
    public void Bytes_fill_spans_of_each_length()
    {
        for (int length = 0; length < 20; length++)
        {
            byte[] bytes = new byte[length + 1];
            new SeededRandom(9).NextBytes(bytes.AsSpan(0, length));
            Assert.Equal(0, bytes[length]);
        }
    }
}
