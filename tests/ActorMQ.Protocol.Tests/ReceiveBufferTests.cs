using ActorMQ.Protocol.Framing;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>The memory of what was received.</summary>
public sealed class ReceiveBufferTests
{
    private readonly ReceiveBuffer buffer = new();

    [Fact]
    public void It_is_never_much_longer_than_what_it_holds()
    {
        for (int total = 0; total < 5_000_000; total += 1000)
        {
            Assert.InRange(buffer.Free().Length, 1000, int.MaxValue);
            Assert.InRange(buffer.Capacity, total, Math.Max(32 * 1024, 3 * total));
            buffer.Received(1000);
        }
    }

    [Fact]
    public void It_keeps_the_bytes_in_order_whatever_is_taken_and_given()
    {
        for (int seed = 0; seed < 20; seed++)
            Assert.True(KeepsOrder(new Random(seed)), $"seed {seed}");
    }

    [Fact]
    public void It_is_large_while_busy_and_small_when_quiet()
    {
        for (int read = 0; read < 10; read++)
            Pass(buffer.Free().Length);
        Assert.InRange(buffer.Capacity, 256 * 1024, 512 * 1024);
        for (int read = 0; read < 100; read++)
            Pass(100);

        Assert.InRange(buffer.Capacity, 1, 32 * 1024);
    }

    private static bool KeepsOrder(Random random)
    {
        var buffer = new ReceiveBuffer();
        (byte written, byte read) = (0, 0);
        for (int step = 0; step < 100; step++)
        {
            Span<byte> room = buffer.Free().Span;
            int count = random.Next(Math.Min(room.Length, 50_000) + 1);
            foreach (ref byte place in room[..count])
                place = written++;
            buffer.Received(count);
            int taken = random.Next(buffer.Unread.Length + 1);
            foreach (byte value in buffer.Unread[..taken])
            {
                if (value != read++)
                    return false;
            }
            buffer.Consume(taken);
        }
        return true;
    }

    private void Pass(int count)
    {
        buffer.Free();
        buffer.Received(count);
        buffer.Consume(count);
    }
}
