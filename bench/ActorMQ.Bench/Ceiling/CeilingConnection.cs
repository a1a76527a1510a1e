using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Bench.Ceiling;

/// <summary>One connection of the node: checks and copies what comes, holds back what its peer does not take.</summary>
internal sealed class CeilingConnection(CeilingNode node) : IFrameHandler
{
    private readonly Lock gate = new();
    private readonly Queue<OutboundFrame> waiting = new();
    private readonly Send send = new();
    private readonly Settle settle = new();
    private FrameConnection connection = null!;

    public void OnOpened(FrameConnection connection)
    {
        this.connection = connection;
        connection.Establish(ProtocolLimits.FrameBytesMax);
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        if (frame.Type == FrameType.Send)
            Take(frame);
        else if (frame.Type == FrameType.Subscribe)
            node.Subscribe(this);
        else if (frame.Type == FrameType.Settle)
            Settle(frame);
        return FrameFlow.Continue;
    }

    public void OnFramesEnd() => node.RequestCommit();

    public void OnWritable()
    {
        lock (gate)
        {
            while (waiting.TryPeek(out OutboundFrame frame) && connection.TrySend(frame))
                waiting.Dequeue();
        }
    }

    public void OnClosed(CloseReason reason) => node.Unsubscribe(this);

    public void Send(in OutboundFrame frame)
    {
        lock (gate)
        {
            if (waiting.Count > 0 || !connection.TrySend(frame))
                waiting.Enqueue(frame with { Head = CopyOf(frame.Head) });
        }
    }

    // The node fills its heads again and again.
    private static IMessage? CopyOf(IMessage? head) => head?.Descriptor.Parser.ParseFrom(head.ToByteArray());

    private void Take(in InboundFrame frame)
    {
        send.Partition = 0;
        BatchFault fault = RecordBatch.Verify(frame.Body);
        if (fault != BatchFault.None || !ProtocolCodec.TryMerge(frame.Head, send))
            throw new InvalidDataException($"The load sent a bad batch: {fault}.");
        RecordBatch.TryReadHeader(frame.Body, out BatchHeader header);
        Slab bytes = node.Pool.Rent(frame.Body.Length);
        frame.Body.CopyTo(bytes.Span);
        node.Append(new CeilingBatch(this, frame.Correlation, send.Partition, header.Count, bytes));
    }

    private void Settle(in InboundFrame frame)
    {
        settle.Partition = 0;
        settle.Range.Clear();
        if (ProtocolCodec.TryMerge(frame.Head, settle))
            node.Settled(settle.Partition, settle.Range[^1].First + settle.Range[^1].Count);
    }
}
