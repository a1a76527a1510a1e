using ActorMQ.Protocol.Framing;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>What the rounds say about a connection; a heartbeat is 4 rounds, silence 12, the handshake 2.</summary>
public sealed class LivenessTests
{
    private static readonly TransportOptions options = new();
    private readonly Liveness liveness = new(options, options.Heartbeat / 4);

    [Fact]
    public void Bytes_that_move_both_ways_need_nothing() => AssertAll(LivenessVerdict.Alive, 100, () =>
    {
        liveness.Received(1);
        liveness.Written(1);
        return Judge();
    });

    [Fact]
    public void A_quiet_writer_sends_a_heartbeat_and_waits_again()
    {
        AssertAll(LivenessVerdict.Alive, 3, Hear);
        Assert.Equal(LivenessVerdict.HeartbeatDue, Hear());
        liveness.Written(12);
        AssertAll(LivenessVerdict.Alive, 4, Hear);
        Assert.Equal(LivenessVerdict.HeartbeatDue, Hear());
    }

    [Fact]
    public void A_peer_that_is_not_heard_for_the_whole_silence_is_dead()
    {
        AssertAll(LivenessVerdict.Alive, 11, Write);
        Assert.Equal(LivenessVerdict.Dead, Write());
    }

    [Fact]
    public void A_peer_that_we_do_not_listen_to_is_not_dead() => AssertAll(LivenessVerdict.Alive, 100, () =>
    {
        liveness.Written(1);
        return liveness.Judge(0, isEstablished: true, isPaused: true);
    });

    [Fact]
    public void A_queue_that_does_not_move_for_the_whole_silence_is_stalled()
    {
        AssertAll(LivenessVerdict.Alive, 11, Queue);
        Assert.Equal(LivenessVerdict.Stalled, Queue());
    }

    [Fact]
    public void A_queue_that_moves_by_a_byte_is_not_stalled() => AssertAll(LivenessVerdict.Alive, 100, () =>
    {
        liveness.Written(1);
        return Queue();
    });

    [Fact]
    public void A_handshake_gets_its_time_however_busy_the_peer_is()
    {
        AssertAll(LivenessVerdict.Alive, 2, Greet);
        Assert.Equal(LivenessVerdict.NotGreeted, Greet());
    }

    private static void AssertAll(LivenessVerdict expected, int rounds, Func<LivenessVerdict> round)
    {
        for (int number = 0; number < rounds; number++)
            Assert.Equal(expected, round());
    }

    private LivenessVerdict Hear()
    {
        liveness.Received(1);
        return Judge();
    }

    private LivenessVerdict Write()
    {
        liveness.Written(1);
        return Judge();
    }

    private LivenessVerdict Queue()
    {
        liveness.Received(1);
        return liveness.Judge(100, isEstablished: true, isPaused: false);
    }

    private LivenessVerdict Greet()
    {
        liveness.Received(1);
        liveness.Written(1);
        return liveness.Judge(0, isEstablished: false, isPaused: false);
    }

    private LivenessVerdict Judge() => liveness.Judge(0, isEstablished: true, isPaused: false);
}
