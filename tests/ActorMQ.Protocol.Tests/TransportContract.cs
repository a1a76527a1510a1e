using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using ActorMQ.Runtime;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>What every transport does, whatever carries its bytes.</summary>
public abstract class TransportContract : IDisposable
{
    private readonly PooledRuntime runtime = new();

    private protected abstract ITransport Make(PooledRuntime runtime, TransportOptions options);

    [Fact]
    public async Task Frames_arrive_in_order_with_all_their_parts()
    {
        (RecordingHandler near, RecordingHandler far) = Connect();
        FrameConnection connection = await near.Opened;
        for (uint number = 1; number <= 500; number++)
            Assert.True(connection.TrySend(SendFrame(number, Body((int)number * 7 % 3000))));

        for (uint number = 1; number <= 500; number++)
            AssertIs(number, Body((int)number * 7 % 3000), await far.NextFrame());
    }

    [Fact]
    public async Task An_answer_given_inside_of_OnFrame_arrives()
    {
        var far = new RecordingHandler
        {
            Answer = static (connection, frame) =>
            {
                connection.TrySend(
                    new OutboundFrame(FrameType.SendReply, frame.Correlation, new SendReply { BaseOffset = 7 }));
                return FrameFlow.Continue;
            },
        };
        (RecordingHandler near, _) = Connect(far);
        (await near.Opened).TrySend(SendFrame(3, Body(10)));

        ReceivedFrame reply = await near.NextFrame();
        Assert.Equal((FrameType.SendReply, 3u), (reply.Type, reply.Correlation));
        Assert.True(ProtocolCodec.TryParse(reply.Head, out SendReply? head));
        Assert.Equal(7, head.BaseOffset);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(RecordBatch.BatchBytesMax)]
    public async Task A_large_body_in_three_pieces_arrives_as_one(int bytes)
    {
        (RecordingHandler near, RecordingHandler far) = Connect();
        byte[] body = Body(bytes);
        var pieces = new FrameBody(body.AsMemory(0, 40_000), body.AsMemory(40_000, 50_000), body.AsMemory(90_000));
        Assert.True((await near.Opened).TrySend(SendFrame(1, default) with { Body = pieces }));

        AssertIs(1, body, await far.NextFrame());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(500_000)]
    public async Task The_owner_of_a_body_is_released_once_it_is_written(int bytes)
    {
        (RecordingHandler near, RecordingHandler far) = Connect();
        var pool = new SlabPool(16 * 1024 * 1024);
        Slab slab = pool.Rent(bytes);
        slab.Span.Clear();
        FrameConnection connection = await near.Opened;
        Assert.True(connection.TrySend(SendFrame(1, slab.Memory) with { Owner = slab }));

        await far.NextFrame();
        connection.Close(CloseReason.Shutdown);
        await far.Closed;
        await Eventually(() => pool.RentedBytes == 0);
    }

    [Fact]
    public async Task A_head_object_may_be_used_again_at_once()
    {
        (RecordingHandler near, RecordingHandler far) = Connect();
        FrameConnection connection = await near.Opened;
        var head = new Send();
        for (int partition = 0; partition < 50; partition++)
        {
            head.Partition = partition;
            connection.TrySend(new OutboundFrame(FrameType.Send, 1, head));
        }

        for (int partition = 0; partition < 50; partition++)
        {
            Assert.True(ProtocolCodec.TryParse((await far.NextFrame()).Head, out Send? received));
            Assert.Equal(partition, received.Partition);
        }
    }

    [Fact]
    public async Task After_Pause_nothing_comes_until_Resume()
    {
        var far = new RecordingHandler { Answer = static (_, _) => FrameFlow.Pause };
        (RecordingHandler near, _) = Connect(far);
        FrameConnection connection = await near.Opened;
        for (uint number = 1; number <= 20; number++)
            connection.TrySend(SendFrame(number, Body(100)));

        FrameConnection other = await far.Opened;
        for (uint number = 1; number <= 20; number++)
        {
            Assert.Equal(number, (await far.NextFrame()).Correlation);
            Assert.Equal((int)number, far.Shown);
            other.Resume();
        }
    }

    [Fact]
    public async Task A_Resume_inside_of_the_call_that_pauses_is_not_lost()
    {
        var far = new RecordingHandler
        {
            Answer = static (connection, _) =>
            {
                connection.Resume();
                return FrameFlow.Pause;
            },
        };
        (RecordingHandler near, _) = Connect(far);
        FrameConnection connection = await near.Opened;
        for (uint number = 1; number <= 100; number++)
            connection.TrySend(SendFrame(number, Body(1)));

        for (uint number = 1; number <= 100; number++)
            Assert.Equal(number, (await far.NextFrame()).Correlation);
    }

    [Fact]
    public async Task Closing_writes_what_was_queued_and_tells_both_sides_why()
    {
        (RecordingHandler near, RecordingHandler far) = Connect();
        FrameConnection connection = await near.Opened;
        for (uint number = 1; number <= 10; number++)
            connection.TrySend(SendFrame(number, Body(100_000)));
        connection.Close(CloseReason.Shutdown);

        Assert.False(connection.TrySend(SendFrame(11, Body(1))));
        for (uint number = 1; number <= 10; number++)
            Assert.Equal(number, (await far.NextFrame()).Correlation);
        Assert.Equal(CloseReason.Shutdown, await near.Closed);
        Assert.Equal(CloseReason.PeerClosed, await far.Closed);
    }

    [Fact]
    public async Task A_connection_to_nobody_is_refused()
    {
        ITransport transport = Make(runtime, new TransportOptions());
        transport.Listen("127.0.0.1:0", static () => new RecordingHandler(), out string bound).Dispose();
        var near = new RecordingHandler();
        transport.Connect(bound, near);

        Assert.Equal(CloseReason.Refused, await near.Closed);
    }

    [Fact]
    public void An_endpoint_is_taken_once()
    {
        ITransport transport = Make(runtime, new TransportOptions());
        using IDisposable first = transport.Listen(
            "127.0.0.1:0", static () => new RecordingHandler(), out string bound);

        Assert.Throws<IOException>(() => transport.Listen(bound, static () => new RecordingHandler(), out _));
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_there_is_room()
    {
        var far = new RecordingHandler { Answer = static (_, _) => FrameFlow.Pause };
        (RecordingHandler near, _) = Connect(far);
        FrameConnection connection = await near.Opened;
        while (connection.TrySend(SendFrame(1, Body(1_000_000))))
            Assert.InRange(connection.QueuedBytes, 0, ProtocolLimits.QueuedBytesMax);

        FrameConnection other = await far.Opened;
        Task<bool> writable = near.NextWritable().AsTask();
        while (!writable.IsCompleted)
        {
            // The news that there is room may come after the last frame.
            await Task.WhenAny(far.NextFrame().AsTask(), writable);
            other.Resume();
        }
        Assert.True(connection.TrySend(SendFrame(2, Body(1_000_000))));
    }

    [Fact]
    public async Task Before_the_handshake_a_frame_is_short()
    {
        (RecordingHandler near, RecordingHandler far) = Connect(new RecordingHandler { Establishes = false });
        FrameConnection connection = await near.Opened;
        connection.TrySend(
            SendFrame(1, Body(ProtocolLimits.GreetingFrameBytesMax - ProtocolLimits.FrameHeaderBytes - 4)));
        await far.NextFrame();
        connection.TrySend(SendFrame(2, Body(ProtocolLimits.GreetingFrameBytesMax)));

        Assert.Equal(CloseReason.FrameTooLarge, await far.Closed);
        ReceivedFrame report = await near.NextFrame();
        Assert.True(ProtocolCodec.TryParse(report.Head, out Error? error));
        Assert.Equal(ErrorCode.FrameTooLarge, error.Code);
        Assert.Equal(CloseReason.PeerClosed, await near.Closed);
    }

    [Fact]
    public async Task A_handler_gets_one_call_at_a_time()
    {
        var far = new RecordingHandler
        {
            Answer = static (connection, frame) =>
            {
                connection.TrySend(new OutboundFrame(FrameType.Deliver, frame.Correlation, null, frame.Body));
                return frame.Correlation % 3 == 0 ? Later(connection) : FrameFlow.Continue;
            },
        };
        (RecordingHandler near, _) = Connect(far);
        FrameConnection connection = await near.Opened;
        await Parallel.ForAsync(0, 4, TestContext.Current.CancellationToken, (_, _) =>
        {
            for (uint number = 1; number <= 300; number++)
                connection.TrySend(SendFrame(number, Body(500)));
            return ValueTask.CompletedTask;
        });
        for (int number = 0; number < 1200; number++)
            await near.NextFrame();
        connection.Close(CloseReason.Shutdown);
        await near.Closed;
        await far.Closed;

        Assert.False(near.HasOverlapped || far.HasOverlapped);
    }

    [Fact]
    public async Task Frames_that_come_as_the_writer_leaves_are_all_written()
    {
        var far = new RecordingHandler
        {
            Answer = static (connection, frame) =>
            {
                ThreadPool.QueueUserWorkItem(
                    static reply => reply.To.TrySend(reply.Frame),
                    (To: connection, Frame: SendFrame(frame.Correlation, frame.Body)),
                    preferLocal: false);
                return FrameFlow.Continue;
            },
        };
        (RecordingHandler near, _) = Connect(far);
        FrameConnection connection = await near.Opened;
        for (uint number = 1; number <= 20_000; number++)
        {
            connection.TrySend(SendFrame(number, Body(1)));
            if (number > 3)
                await near.NextFrame();
        }
    }

    [Fact]
    public async Task A_connection_over_the_cap_is_not_taken()
    {
        (RecordingHandler near, RecordingHandler far, ITransport transport, string bound) =
            ConnectTo(new RecordingHandler(), new TransportOptions { ConnectionsMax = 2 });
        await near.Opened;
        await far.Opened;
        var third = new RecordingHandler();
        transport.Connect(bound, third);

        Assert.Equal(CloseReason.TooManyConnections, await third.Closed);
        Assert.False(near.IsClosed);
    }

    public void Dispose()
    {
        runtime.Dispose();
        GC.SuppressFinalize(this);
    }

    private static FrameFlow Later(FrameConnection connection)
    {
        ThreadPool.QueueUserWorkItem(static c => c.Resume(), connection, preferLocal: false);
        return FrameFlow.Pause;
    }

    private protected static OutboundFrame SendFrame(uint number, ReadOnlyMemory<byte> body) =>
        new(FrameType.Send, number, new Send { TopicId = 1, Partition = (int)number }, body);

    private protected static byte[] Body(int bytes)
    {
        var body = new byte[bytes];
        new Random(bytes).NextBytes(body);
        return body;
    }

    private protected static async Task Eventually(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static void AssertIs(uint number, byte[] body, ReceivedFrame frame)
    {
        Assert.Equal((FrameType.Send, number), (frame.Type, frame.Correlation));
        Assert.True(ProtocolCodec.TryParse(frame.Head, out Send? head));
        Assert.Equal((int)number, head.Partition);
        Assert.True(body.AsSpan().SequenceEqual(frame.Body));
    }

    private (RecordingHandler Near, RecordingHandler Far) Connect(RecordingHandler? far = null)
    {
        (RecordingHandler near, RecordingHandler other, _, _) = ConnectTo(
            far ?? new RecordingHandler(), new TransportOptions());
        return (near, other);
    }

    private (RecordingHandler Near, RecordingHandler Far, ITransport Transport, string Bound) ConnectTo(
        RecordingHandler far, TransportOptions options)
    {
        ITransport transport = Make(runtime, options);
        transport.Listen("127.0.0.1:0", () => far, out string bound);
        var near = new RecordingHandler();
        transport.Connect(bound, near);
        return (near, far, transport, bound);
    }
}
