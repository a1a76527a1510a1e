using System.Threading.Channels;
using Xunit;

namespace ActorMQ.Protocol.Tests;

/// <summary>A user of a connection that keeps everything it is told.</summary>
internal sealed class RecordingHandler : IFrameHandler
{
    private readonly Channel<ReceivedFrame> frames = Channel.CreateUnbounded<ReceivedFrame>();
    private readonly TaskCompletionSource<FrameConnection> opened = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CloseReason> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> writable = Channel.CreateUnbounded<bool>();
    private FrameConnection? connection;
    private int calls;

    /// <summary>Establishes at once, so that large frames pass without a handshake.</summary>
    public bool Establishes { get; init; } = true;

    /// <summary>What to do with each frame; by default: go on.</summary>
    public Func<FrameConnection, ReceivedFrame, FrameFlow> Answer { get; init; } = static (_, _) => FrameFlow.Continue;

    /// <summary>Two calls were under way together.</summary>
    public bool HasOverlapped { get; private set; }

    /// <summary>Frames shown so far.</summary>
    public int Shown { get; private set; }

    public Task<FrameConnection> Opened => opened.Task.WaitAsync(TestContext.Current.CancellationToken);

    public Task<CloseReason> Closed => closed.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The connection, once open.</summary>
    public FrameConnection? Connection => connection;

    /// <summary>Why it closed; None while it is open.</summary>
    public CloseReason Reason { get; private set; }

    public bool IsClosed => closed.Task.IsCompleted;

    public ValueTask<ReceivedFrame> NextFrame() => frames.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask<bool> NextWritable() => writable.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool TryNextFrame(out ReceivedFrame? frame) => frames.Reader.TryRead(out frame);

    public void OnOpened(FrameConnection connection)
    {
        Enter();
        this.connection = connection;
        if (Establishes)
            connection.Establish(ProtocolLimits.FrameBytesMax);
        opened.TrySetResult(connection);
        Leave();
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        Enter();
        Shown++;
        ReceivedFrame received = ReceivedFrame.Of(frame);
        frames.Writer.TryWrite(received);
        FrameFlow flow = Answer(connection!, received);
        Leave();
        return flow;
    }

    public void OnWritable()
    {
        Enter();
        writable.Writer.TryWrite(true);
        Leave();
    }

    public void OnClosed(CloseReason reason)
    {
        Enter();
        Reason = reason;
        if (!closed.TrySetResult(reason))
            HasOverlapped = true;
        frames.Writer.TryComplete();
        Leave();
    }

    private void Enter() => HasOverlapped |= Interlocked.Increment(ref calls) != 1;

    private void Leave() => Interlocked.Decrement(ref calls);
}
