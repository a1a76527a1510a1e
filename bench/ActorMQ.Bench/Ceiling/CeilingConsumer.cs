using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Bench.Ceiling;

/// <summary>The consuming half of the load: checks each batch, reads every record, acks the range.</summary>
internal sealed class CeilingConsumer : IFrameHandler
{
    private readonly Deliver deliver = new();
    private readonly SettleRange range = new();
    private readonly Settle settle;
    private FrameConnection connection = null!;
    private byte[] copy = [];
    private long messages;
    private long checksum;

    public CeilingConsumer() => settle = new Settle { Range = { range } };

    /// <summary>Messages read so far.</summary>
    public long Messages => Volatile.Read(ref messages);

    /// <summary>A sum over the read bytes, so that the reading is not optimized away.</summary>
    public long Checksum => Volatile.Read(ref checksum);

    public void OnOpened(FrameConnection connection)
    {
        this.connection = connection;
        connection.Establish(ProtocolLimits.FrameBytesMax);
        connection.TrySend(new OutboundFrame(FrameType.Subscribe, 1, new Subscribe { Topic = "ceiling", Group = "g" }));
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        if (frame.Type != FrameType.Deliver)
            return FrameFlow.Continue;
        deliver.Partition = 0;
        deliver.BaseOffset = 0;
        if (!ProtocolCodec.TryMerge(frame.Head, deliver))
            throw new InvalidDataException("The node sent a bad head.");
        Read(frame.Body);
        settle.Partition = deliver.Partition;
        range.First = deliver.BaseOffset;
        range.Count = deliver.Count;
        connection.TrySend(new OutboundFrame(FrameType.Settle, 0, settle));
        return FrameFlow.Continue;
    }

    public void OnWritable()
    {
    }

    public void OnClosed(CloseReason reason)
    {
    }

    private void Read(ReadOnlySpan<byte> body)
    {
        if (copy.Length < body.Length)
            copy = new byte[body.Length];
        body.CopyTo(copy);
        BatchFault fault = BatchReader.TryOpen(copy.AsMemory(0, body.Length), out BatchReader reader);
        if (fault != BatchFault.None)
            throw new InvalidDataException($"The node sent a bad batch: {fault}.");
        long sum = 0;
        for (int index = 0; index < reader.Count; index++)
            sum += reader.Body(index).Span[0];
        Volatile.Write(ref checksum, checksum + sum);
        Volatile.Write(ref messages, messages + reader.Count);
    }
}
