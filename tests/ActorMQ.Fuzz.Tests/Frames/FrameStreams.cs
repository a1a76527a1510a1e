using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Protocol;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Frames;

public sealed class FrameStreams
{
    private const string Name = "ActorMQ.Fuzz.Tests.Frames.FrameStreams";

    [Fact]
    public void Changed_streams_show_the_frames_and_end_for_the_reason_that_the_protocol_says()
    {
        InputLog log = FuzzRun.Play(
            new IntakeTarget(),
            $"{Name}.{nameof(Changed_streams_show_the_frames_and_end_for_the_reason_that_the_protocol_says)}");
        log.RequireOutcomes("None", "BadMagic", "BadFrame", "FrameTooLarge", "UnknownFrameType");
    }

    [Fact]
    public void The_recording_has_every_type_that_this_version_sends()
    {
        FrameType[] sent = [.. Recording.ToNode.Concat(Recording.ToClient)
            .Select(static frame => (FrameType)frame.Type).Distinct().Order()];
        FrameType[] all = Enum.GetValues<FrameType>();
        Assert.Equal(
            all.Except([FrameType.None, FrameType.Heartbeat, FrameType.Drain, FrameType.Drained]),
            sent.Except([FrameType.Error]).Append(FrameType.Error).Order());
    }

    [Fact]
    public void Every_prefix_of_every_recorded_frame_is_waited_for()
    {
        foreach (FrameParts frame in Recording.ToNode)
        {
            byte[] stream = [.. "ACTORMQ1"u8, .. frame.ToBytes()];
            for (int length = 8; length < Math.Min(stream.Length, 300); length++)
                Assert.Equal(CloseReason.None, IntakeTarget.Feed(new SeededRandom(1), stream[..length]));
        }
    }
}
