using ActorMQ.Protocol.Framing;
using ActorMQ.Records;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>What waits for a connection, and what it may cost.</summary>
public sealed class SendQueueTests
{
    private const int FrameBytes = ProtocolLimits.FrameHeaderBytes;
    private readonly ByteBudget budget = new(1_000_000);
    private readonly SendQueue queue;
    private readonly List<ArraySegment<byte>> pieces = [];

    public SendQueueTests() => queue = new SendQueue(new TransportOptions(), budget);

    [Fact]
    public void The_first_frame_needs_a_writer_and_the_next_ones_ride_along()
    {
        Assert.Equal(SendAdmission.WriterNeeded, queue.Add(Frame(10)));
        Assert.Equal(SendAdmission.Queued, queue.Add(Frame(20)));

        Assert.Equal((2 * FrameBytes + 30, 0), WriteAll(queue));
        Assert.Equal(SendAdmission.WriterNeeded, queue.Add(Frame(10)));
    }

    [Fact]
    public void A_node_over_its_budget_leaves_each_connection_its_assured_part()
    {
        budget.Add(2_000_000);
        while (queue.Add(Frame(1000)) != SendAdmission.Refused)
            Assert.InRange(queue.Bytes, 1, 64 * 1024 + 1000 + FrameBytes);

        Assert.InRange(queue.Bytes, 64 * 1024, ProtocolLimits.QueuedBytesMax);
    }

    [Fact]
    public void Who_was_refused_is_told_once_when_half_has_gone()
    {
        var roomy = new ByteBudget(100_000_000);
        var full = new SendQueue(new TransportOptions(), roomy);
        while (full.Add(Frame(500_000)) != SendAdmission.Refused)
            Assert.InRange(full.Bytes, 0, ProtocolLimits.QueuedBytesMax);

        Assert.Equal(1, WriteAll(full).Told);
        Assert.Equal((0, 0), (full.Bytes, roomy.Bytes));
    }

    [Fact]
    public void An_abort_while_a_batch_is_being_written_frees_it_when_the_writer_lets_go()
    {
        var pool = new SlabPool(10_000_000);
        Assert.Equal(SendAdmission.WriterNeeded, queue.Add(Owned(pool)));
        Assert.NotEqual(0, queue.NextPieces(pieces, 1000));
        Assert.Equal(SendAdmission.Queued, queue.Add(Owned(pool)));
        queue.Abort();
        Assert.NotEqual(0, pool.RentedBytes);

        Assert.Equal(0, queue.NextPieces(pieces, 1000));
        Assert.Equal((0, 0, 0), (pool.RentedBytes, queue.Bytes, budget.Bytes));
        Assert.Equal(SendAdmission.Refused, queue.Add(Frame(1)));
    }

    [Fact]
    public void A_written_batch_is_freed_when_the_writer_comes_for_the_next()
    {
        var pool = new SlabPool(10_000_000);
        queue.Add(Owned(pool));
        queue.Written(queue.NextPieces(pieces, 1_000_000));
        Assert.NotEqual(0, pool.RentedBytes);

        Assert.Equal(0, queue.NextPieces(pieces, 1000));
        Assert.Equal(0, pool.RentedBytes);
    }

    [Fact]
    public void A_frame_over_the_limits_is_a_fault_of_its_maker() =>
        Assert.Throws<ArgumentException>(() => queue.Add(Frame(ProtocolLimits.FrameBytesMax)));

    private static OutboundFrame Frame(int bodyBytes) => new(FrameType.Send, 1, null, new byte[bodyBytes]);

    private static OutboundFrame Owned(SlabPool pool)
    {
        Slab slab = pool.Rent(100_000);
        return new OutboundFrame(FrameType.Send, 1, null, slab.Memory, slab);
    }

    private static (int Bytes, int Told) WriteAll(SendQueue queue)
    {
        List<ArraySegment<byte>> pieces = [];
        (int bytes, int told) = (0, 0);
        for (int count = queue.NextPieces(pieces, 100_000); count != 0; count = queue.NextPieces(pieces, 100_000))
        {
            Assert.Equal(count, pieces.Sum(static piece => piece.Count));
            bytes += count;
            told += queue.Written(count) ? 1 : 0;
        }
        return (bytes, told);
    }
}
