using ActorMQ.Fuzz.Tests.Engine;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Framing;
using ActorMQ.TestKit;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>
/// The bytes of one connection through the transport's own intake, cut into chunks by chance: one stream a round.
/// </summary>
/// <remarks>What is shown, and why it ends, must be what a naive reading of the whole stream says.</remarks>
internal sealed class IntakeTarget : FuzzTarget
{
    private readonly IReadOnlyList<FrameParts> seeds = [.. Recording.ToNode, .. Recording.ToClient];

    public override void Play(SeededRandom random, InputLog log)
    {
        byte[] input = StreamMutator.Make(random, seeds);
        log.Add(input);
        log.Count(Feed(random, input).ToString());
    }

    /// <summary>Feeds a stream to a connection and compares with the naive reading; answers why it ended.</summary>
    public static CloseReason Feed(SeededRandom random, byte[] input)
    {
        var runtime = new SimulatedRuntime(1);
        var shared = new WireShared(runtime, new TransportOptions());
        var handler = new Recorder(random);
        var connection = new FedConnection(shared, () => handler);
        Assert.True(shared.TryAdd(connection));
        connection.Feed(runtime, random, input);
        CloseReason closed = connection.Closed;
        connection.End();
        runtime.Advance(TimeSpan.FromSeconds(2));

        (List<FrameParts> shown, CloseReason fault) = NaiveIntake.Read(input);
        Assert.Equal(fault, closed);
        Assert.Equal(shown.Select(Text), handler.Shown.Select(Text));
        CheckOutput(connection.Output, fault, isGreeted: handler.Opened != 0);
        Assert.True(handler.Opened <= 1 && handler.Closings == handler.Opened);
        Assert.Equal((0, 0), (shared.Count, shared.Budget.Bytes));
        return fault;
    }

    private static string Text(FrameParts frame) =>
        $"{frame.Type} {frame.Correlation} {Convert.ToHexString(frame.Head)} {Convert.ToHexString(frame.Body)}";

    // The magic once it was seen, then one Error frame where the fault has one; whoever speaks otherwise gets nothing.
    private static void CheckOutput(ReadOnlySpan<byte> output, CloseReason fault, bool isGreeted)
    {
        if (!isGreeted)
        {
            Assert.True(output.IsEmpty);
            return;
        }

        Assert.True(output[..8].SequenceEqual("ACTORMQ1"u8));
        bool isTold = fault is CloseReason.BadFrame or CloseReason.FrameTooLarge or CloseReason.UnknownFrameType;
        Assert.Equal(isTold, output.Length > 8);
        if (isTold)
            Assert.Equal((byte)FrameType.Error, output[12]);
    }

    /// <summary>Keeps what it is shown, greets at Hello, and pauses now and then.</summary>
    private sealed class Recorder(SeededRandom random) : IFrameHandler
    {
        private FrameConnection? connection;

        public List<FrameParts> Shown { get; } = [];

        public int Opened { get; private set; }

        public int Closings { get; private set; }

        public void OnOpened(FrameConnection opened)
        {
            connection = opened;
            Opened++;
        }

        public FrameFlow OnFrame(in InboundFrame frame)
        {
            Shown.Add(FrameParts.Of(frame));
            if (frame.Type == FrameType.Hello)
                connection!.Establish(ProtocolLimits.FrameBytesMax);
            return random.Next(6) == 0 ? FrameFlow.Pause : FrameFlow.Continue;
        }

        public void OnWritable()
        {
        }

        public void OnClosed(CloseReason reason) => Closings++;
    }
}
