using ActorMQ.Fuzz.Tests.Batches;
using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Protocol;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>Changes one frame: type, correlation, head by its fields, body as a record batch.</summary>
internal static class FrameMutator
{
    /// <summary>A changed copy whose header is true: what a peer can send that frames correctly.</summary>
    public static FrameParts Change(SeededRandom random, FrameParts frame, FrameParts other)
    {
        for (int left = random.Next(4) == 0 ? 2 : 1; left > 0; left--)
            frame = ChangeOnce(random, frame, other);
        return frame.Head.Length <= ProtocolLimits.HeadBytesMax
            ? frame
            : frame with { Head = frame.Head[..ProtocolLimits.HeadBytesMax] };
    }

    /// <summary>A changed copy whose header may lie.</summary>
    public static FrameParts ChangeHeader(SeededRandom random, FrameParts frame) => random.Next(6) switch
    {
        0 => frame with { LengthLie = random.Next(-20, 21) },
        1 => frame with { LengthLie = (long)Numbers.Edge(random) },
        2 => frame with { HeadLie = random.Next(-20, 21) },
        3 => frame with { HeadLie = (int)Numbers.Edge(random) },
        4 => frame with { Flags = (byte)(1 << random.Next(8)) },
        _ => frame with { Type = (byte)random.Next(256) },
    };

    private static FrameParts ChangeOnce(SeededRandom random, FrameParts frame, FrameParts other)
    {
        switch (random.Next(16))
        {
            case 0:
                return frame with { Type = (byte)random.Next(1, (int)FrameType.Notice + 1) };
            case 1:
                return frame with { Correlation = (uint)Numbers.Near(random, frame.Correlation) };
            case 2:
                return frame with { Head = other.Head };
            case 3:
                return frame with { Body = other.Body };
            case 4:
                return frame with { Body = Havoc.Change(random, frame.Body, other.Body) };
            case < 10 when frame.Body.Length > 0:
                return frame with { Body = BatchMutator.Change(random, frame.Body, other.Body) };
            default:
                return frame with { Head = ProtoMutator.Change(random, frame.Head) };
        }
    }
}
