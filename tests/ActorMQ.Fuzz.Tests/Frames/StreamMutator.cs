using ActorMQ.Fuzz.Tests.Mutations;
using ActorMQ.Protocol;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>Makes the bytes of one connection: the opening, a few frames, some of them changed.</summary>
internal static class StreamMutator
{
    private static readonly byte[] Magic = [.. "ACTORMQ1"u8];

    private static readonly string[] Strangers =
    [
        "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0", "*1\r\n$4\r\nPING\r\n", "AMQP\0\0\u0009\u0001",
        "ACTORMQ2", "actormq1",
    ];

    public static byte[] Make(SeededRandom random, IReadOnlyList<FrameParts> seeds)
    {
        var stream = new List<byte>();
        stream.AddRange(random.Next(40) == 0 ? Opening(random) : Magic);
        List<FrameParts> frames = Frames(random, seeds);
        foreach (FrameParts frame in frames)
            stream.AddRange(frame.ToBytes());
        byte[] bytes = [.. stream];
        return random.Next(5) switch
        {
            0 => bytes[..random.Next(bytes.Length + 1)],
            1 => Havoc.Change(random, bytes, frames[0].ToBytes()),
            _ => bytes,
        };
    }

    private static byte[] Opening(SeededRandom random) => random.Next(2) == 0
        ? [.. Strangers[random.Next(Strangers.Length)].Select(static letter => (byte)letter)]
        : Havoc.Change(random, Magic, Magic);

    private static List<FrameParts> Frames(SeededRandom random, IReadOnlyList<FrameParts> seeds)
    {
        var frames = new List<FrameParts>();
        if (random.Next(6) != 0)
            frames.Add(seeds.First(static seed => seed.Type is (byte)FrameType.Hello or (byte)FrameType.Welcome));
        for (int left = random.Next(1, 6); left > 0; left--)
        {
            FrameParts frame = seeds[random.Next(seeds.Count)];
            if (random.Next(2) == 0)
                frame = FrameMutator.Change(random, frame, seeds[random.Next(seeds.Count)]);
            if (random.Next(5) == 0)
                frame = FrameMutator.ChangeHeader(random, frame);
            if (random.Next(30) == 0)
                frame = frame with { Body = Sized(random, frame) };
            frames.Add(frame);
        }

        if (random.Next(4) == 0)
            frames.Add(frames[random.Next(frames.Count)]);
        return frames;
    }

    // A frame that is as long as is allowed before the handshake, or one byte longer or shorter.
    private static byte[] Sized(SeededRandom random, FrameParts frame)
    {
        int head = Math.Min(frame.Head.Length, ProtocolLimits.HeadBytesMax);
        int room = ProtocolLimits.GreetingFrameBytesMax - ProtocolLimits.FrameHeaderBytes - head;
        return new byte[Math.Max(0, room + random.Next(-1, 2))];
    }
}
