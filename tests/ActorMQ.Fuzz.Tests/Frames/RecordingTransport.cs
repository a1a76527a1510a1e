using ActorMQ.Protocol;

namespace ActorMQ.Fuzz.Tests.Frames;

/// <summary>Passes everything on, and keeps the frames that went each way.</summary>
internal sealed class RecordingTransport(ITransport inner) : ITransport
{
    public List<FrameParts> ToNode { get; } = [];

    public List<FrameParts> ToClient { get; } = [];

    public IDisposable Listen(string endpoint, Func<IFrameHandler> accept, out string bound) =>
        inner.Listen(endpoint, () => new Recorder(accept(), ToNode), out bound);

    public void Connect(string endpoint, IFrameHandler handler) =>
        inner.Connect(endpoint, new Recorder(handler, ToClient));

    private sealed class Recorder(IFrameHandler user, List<FrameParts> into) : IFrameHandler
    {
        public void OnOpened(FrameConnection connection) => user.OnOpened(connection);

        public FrameFlow OnFrame(in InboundFrame frame)
        {
            into.Add(FrameParts.Of(frame));
            return user.OnFrame(frame);
        }

        public void OnFramesEnd() => user.OnFramesEnd();

        public void OnWritable() => user.OnWritable();

        public void OnClosed(CloseReason reason) => user.OnClosed(reason);
    }
}
