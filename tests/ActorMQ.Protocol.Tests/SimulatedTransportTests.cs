using ActorMQ.Protocol.Wire;
using ActorMQ.TestKit;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>The memory transport under a seed and in virtual time.</summary>
public sealed class SimulatedTransportTests
{
    [Fact]
    public void Chunks_cut_anywhere_give_the_same_frames()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            (SimulatedRuntime runtime, RecordingHandler near, RecordingHandler far) = Connect(seed);
            FrameConnection connection = Opened(near);
            for (uint number = 1; number <= 30; number++)
                Assert.True(connection.TrySend(SendFrame(number, (int)number * 1500)));
            runtime.RunReady();

            for (uint number = 1; number <= 30; number++)
            {
                Assert.True(far.TryNextFrame(out ReceivedFrame? frame), $"seed {seed}, frame {number}");
                Assert.Equal((number, (int)number * 1500), (frame!.Correlation, frame.Body.Length));
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace() => Assert.Equal(Trace(7), Trace(7));

    [Fact]
    public void Another_seed_gives_another_trace() => Assert.NotEqual(Trace(7), Trace(8));

    [Fact]
    public void A_quiet_connection_lives_on_heartbeats()
    {
        (SimulatedRuntime runtime, RecordingHandler near, RecordingHandler far) = Connect(1);
        runtime.Advance(TimeSpan.FromHours(1));

        Assert.False(near.IsClosed || far.IsClosed);
        Assert.Equal(0, near.Shown + far.Shown);
    }

    [Fact]
    public void A_peer_that_never_greets_is_closed()
    {
        (SimulatedRuntime runtime, RecordingHandler near, RecordingHandler far) =
            Connect(1, new RecordingHandler { Establishes = false });
        runtime.Advance(TimeSpan.FromSeconds(4));
        Assert.False(far.IsClosed);
        runtime.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(CloseReason.HandshakeTimeout, far.Reason);
        Assert.Equal(CloseReason.PeerClosed, near.Reason);
    }

    [Fact]
    public void A_reader_that_stops_is_closed_after_the_silence_and_its_queue_is_freed()
    {
        var stopped = new RecordingHandler { Answer = static (_, _) => FrameFlow.Pause };
        var transport = new MemoryTransport[1];
        (SimulatedRuntime runtime, RecordingHandler near, _) = Connect(3, stopped, transport);
        FrameConnection connection = Opened(near);
        while (connection.TrySend(SendFrame(1, 100_000)))
            runtime.RunReady();
        Assert.InRange(transport[0].QueuedBytes, 1, ProtocolLimits.QueuedBytesMax);
        runtime.Advance(TimeSpan.FromSeconds(27));
        Assert.False(near.IsClosed);
        runtime.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(CloseReason.SlowReader, near.Reason);
        Assert.Equal(0, transport[0].QueuedBytes);
    }

    private static ulong Trace(ulong seed)
    {
        (SimulatedRuntime runtime, RecordingHandler near, _) = Connect(seed);
        for (uint number = 1; number <= 20; number++)
            Opened(near).TrySend(SendFrame(number, 10_000));
        runtime.Advance(TimeSpan.FromMinutes(1));
        return runtime.TraceHash;
    }

    private static FrameConnection Opened(RecordingHandler handler)
    {
        Assert.NotNull(handler.Connection);
        return handler.Connection;
    }

    private static OutboundFrame SendFrame(uint number, int bodyBytes) =>
        new(FrameType.Send, number, new Send { TopicId = 1 }, new byte[bodyBytes]);

    private static (SimulatedRuntime Runtime, RecordingHandler Near, RecordingHandler Far) Connect(
        ulong seed, RecordingHandler? far = null, MemoryTransport[]? made = null)
    {
        var runtime = new SimulatedRuntime(seed);
        var transport = new MemoryTransport(runtime);
        made?[0] = transport;
        RecordingHandler other = far ?? new RecordingHandler();
        transport.Listen("node:0", () => other, out string bound);
        var near = new RecordingHandler();
        transport.Connect(bound, near);
        runtime.RunReady();
        return (runtime, near, other);
    }
}
