using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using Google.Protobuf;

namespace ActorMQ.Client.Tests;

/// <summary>One connection of a <see cref="ScriptedNode"/>.</summary>
internal sealed class ScriptedConnection(ScriptedNode node) : IFrameHandler
{
    private FrameConnection connection = null!;
    private long? subscription;

    public void OnOpened(FrameConnection connection)
    {
        this.connection = connection;
        lock (node)
            node.Connections.Add(this);
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        lock (node)
            return Answer(frame);
    }

    private FrameFlow Answer(in InboundFrame frame)
    {
        NodeAnswer answer = node.Judge(frame.Type);
        if (answer.Conduct == NodeConduct.CloseBefore)
            connection.Close(CloseReason.Shutdown);
        if (answer.Conduct == NodeConduct.Refuse)
            Send(FrameType.Error, frame.Correlation, new Error { Code = answer.Code });
        if (answer.Conduct == NodeConduct.Garble)
            Send((FrameType)((byte)frame.Type + 1), frame.Correlation, new GarbledHead());
        if (answer.Conduct is NodeConduct.Serve or NodeConduct.CloseAfter)
            Serve(frame, isAnswered: answer.Conduct == NodeConduct.Serve);
        if (answer.Conduct == NodeConduct.CloseAfter)
            connection.Close(CloseReason.Shutdown);
        return FrameFlow.Continue;
    }

    public void OnWritable()
    {
    }

    public void OnClosed(CloseReason reason)
    {
        lock (node)
            node.Connections.Remove(this);
    }

    public void Close() => connection.Close(CloseReason.Shutdown);

    public void Send(FrameType type, uint correlation, IMessage head, ReadOnlyMemory<byte> body = default) =>
        connection.TrySend(new OutboundFrame(type, correlation, head, body));

    public void Deliver(int partition, StoredBatch batch, int attempt = 1)
    {
        if (subscription is not { } id)
            return;
        var head = new Deliver
        {
            SubscriptionId = id,
            Partition = partition,
            Tenure = 1,
            Attempt = attempt,
            FirstOffset = batch.BaseOffset,
            Count = batch.Header.Count,
            BaseOffset = batch.BaseOffset,
        };
        byte[] bytes = [.. batch.Bytes];
        node.Damage?.Invoke(bytes);
        Send(FrameType.Deliver, 0, head, bytes);
    }

    private void Serve(in InboundFrame frame, bool isAnswered)
    {
        IMessage? reply = frame.Type switch
        {
            FrameType.Hello => Greet(),
            FrameType.Metadata => Describe(MetadataRequest.Parser.ParseFrom(frame.Head)),
            FrameType.Send => node.Store(
                ActorMQ.Protocol.Wire.Send.Parser.ParseFrom(frame.Head).Partition, frame.Body.ToArray()),
            FrameType.Subscribe => new Subscribed { SubscriptionId = 11, Partitions = node.Logs.Count },
            FrameType.Settle => Settle(ActorMQ.Protocol.Wire.Settle.Parser.ParseFrom(frame.Head)),
            FrameType.Unsubscribe => End(),
            _ => null,
        };
        if (reply is not null && isAnswered)
            Send((FrameType)((byte)frame.Type + 1), frame.Correlation, reply);
        if (frame.Type == FrameType.Subscribe && isAnswered)
            Begin();
    }

    private Welcome Greet()
    {
        connection.Establish(ProtocolLimits.FrameBytesMax);
        return new Welcome { Protocol = 1, NodeId = "scripted" };
    }

    private MetadataReply Describe(MetadataRequest request)
    {
        var topic = new TopicMetadata { Name = request.Topic[0], Id = node.TopicId, Partitions = node.Logs.Count };
        if (request.Topic[0] != node.Topic)
            topic.Error = new Error { Code = ErrorCode.UnknownTopic, Message = $"No topic {request.Topic[0]}." };
        return new MetadataReply { Topic = { topic } };
    }

    private Settled Settle(Settle settle)
    {
        foreach (SettleRange range in settle.Range)
        {
            if (range.Kind == SettleKind.Extend)
                node.Extensions.Add(range);
            for (int index = 0; range.Kind == SettleKind.Ack && index < range.Count; index++)
                node.Settled.Add((settle.Partition, range.First + index));
            if (range.Kind == SettleKind.Nack)
                Redeliver(settle.Partition, range);
        }
        return new Settled { Durable = true };
    }

    private void Redeliver(int partition, SettleRange range)
    {
        StoredBatch batch = node.Logs[partition].Last(one => one.BaseOffset <= range.First);
        var head = new Deliver
        {
            SubscriptionId = subscription!.Value,
            Partition = partition,
            Tenure = 1,
            Attempt = range.Attempt + 1,
            FirstOffset = range.First,
            Count = range.Count,
            BaseOffset = batch.BaseOffset,
        };
        Send(FrameType.Deliver, 0, head, batch.Bytes);
    }

    private Unsubscribed End()
    {
        node.Drains++;
        subscription = null;
        return new Unsubscribed();
    }

    private void Begin()
    {
        subscription = 11;
        for (int partition = 0; partition < node.Logs.Count; partition++)
        {
            foreach (StoredBatch batch in node.Logs[partition])
                DeliverUnsettled(partition, batch);
        }
    }

    private void DeliverUnsettled(int partition, StoredBatch batch)
    {
        bool isOpen = false;
        for (int index = 0; index < batch.Header.Count; index++)
            isOpen |= !node.Settled.Contains((partition, batch.BaseOffset + index));
        if (isOpen)
            Deliver(partition, batch);
    }
}
