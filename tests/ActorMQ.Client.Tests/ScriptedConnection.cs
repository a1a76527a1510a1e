using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using Google.Protobuf;

namespace ActorMQ.Client.Tests;

/// <summary>One connection of a <see cref="ScriptedNode"/>.</summary>
internal sealed class ScriptedConnection(ScriptedNode node) : IFrameHandler
{
    private FrameConnection connection = null!;
    private long? subscription;

    // Partitions of which the consumer that came back has not said yet what it claims.
    private readonly HashSet<int> unclaimed = [];
    private readonly HashSet<(int, long)> claimed = [];

    // What is taken from a consumer comes with a higher attempt.
    private int Attempt => node.Group.KeepsHeld ? 1 : node.Subscribes.Count;

    /// <summary>Whether a consumer is subscribed over it.</summary>
    public bool IsConsumer => subscription is not null;

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

    public void Deliver(int partition, StoredBatch batch)
    {
        if (!unclaimed.Contains(partition))
            DeliverRun(partition, batch, batch.BaseOffset, batch.Header.Count);
    }

    private void DeliverRun(int partition, StoredBatch batch, long first, int count, int attempt = 1)
    {
        if (subscription is not { } id)
            return;
        var head = new Deliver
        {
            SubscriptionId = id,
            Partition = partition,
            Tenure = 1,
            Attempt = attempt,
            FirstOffset = first,
            Count = count,
            BaseOffset = batch.BaseOffset,
        };
        for (int index = 0; index < count; index++)
            node.Held[(partition, first + index)] = attempt;
        if (node.Selected is { } selected)
            head.Selected = ByteString.CopyFrom(selected(first, count));
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
            FrameType.Subscribe => Subscribe(ActorMQ.Protocol.Wire.Subscribe.Parser.ParseFrom(frame.Head)),
            FrameType.Settle => Settle(ActorMQ.Protocol.Wire.Settle.Parser.ParseFrom(frame.Head)),
            FrameType.Unsubscribe => End(),
            _ => null,
        };
        if (frame.Type == FrameType.Drained)
            node.Drained.Add(frame.Correlation);
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

    private Subscribed Subscribe(Subscribe request)
    {
        node.Subscribes.Add(request);
        if (!request.Resume || !node.Group.KeepsHeld)
            node.Held.Clear();
        else
            unclaimed.UnionWith(Enumerable.Range(0, node.Logs.Count));
        return new Subscribed
        {
            SubscriptionId = 11,
            Partitions = node.Logs.Count,
            AckWaitMs = request.AckWaitMs == 0 ? 30_000 : request.AckWaitMs,
            DeadLettersOff = node.Group.DeadLettersOff,
        };
    }

    private Settled Settle(Settle settle)
    {
        node.Settles.Add(settle.Clone());
        int stale = 0;
        List<SettleRange> again = [];
        foreach (SettleRange range in settle.Range)
        {
            for (int index = 0; index < range.Count; index++)
                stale += Settle((settle.Partition, range.First + index), range) ? 0 : 1;
            if (range.Kind == SettleKind.Extend)
                node.Extensions.Add(range);
            if (range.Kind == SettleKind.Nack)
                again.Add(range);
        }
        again.ForEach(range => Redeliver(settle.Partition, range));
        if (settle.ClaimsComplete && unclaimed.Remove(settle.Partition))
            DeliverRest(settle.Partition);
        return new Settled { Durable = true, StaleCount = stale };
    }

    private bool Settle((int Partition, long Offset) record, SettleRange range)
    {
        bool isHeld = node.Held.TryGetValue(record, out int attempt) && attempt == range.Attempt;
        if (range.Kind == SettleKind.Extend && isHeld)
            claimed.Add(record);
        if (range.Kind is SettleKind.Ack or SettleKind.Reject)
            node.Settled.Add(record);
        if (range.Kind is not (SettleKind.Extend or SettleKind.Start))
            node.Held.Remove(record);
        return isHeld || range.Kind is SettleKind.Start or SettleKind.Ack;
    }

    private void Redeliver(int partition, SettleRange range)
    {
        StoredBatch batch = node.Logs[partition].Last(one => one.BaseOffset <= range.First);
        DeliverRun(partition, batch, range.First, range.Count, range.Attempt + 1);
    }

    private Unsubscribed End()
    {
        node.Group.Drains++;
        node.Held.Clear();
        subscription = null;
        return new Unsubscribed();
    }

    private void Begin()
    {
        subscription = 11;
        for (int partition = 0; partition < node.Logs.Count; partition++)
        {
            if (!unclaimed.Contains(partition))
                DeliverRest(partition);
        }
    }

    // What is neither settled nor held, in runs; what was held before and is not claimed is held no more.
    private void DeliverRest(int partition)
    {
        foreach (var record in node.Held.Keys.Where(one => one.Partition == partition && !claimed.Contains(one)))
            node.Held.Remove(record);
        foreach (StoredBatch batch in node.Logs[partition])
        {
            int run = 0;
            for (int index = 0; index <= batch.Header.Count; index++)
            {
                var record = (partition, batch.BaseOffset + index);
                bool isFree = index < batch.Header.Count && !node.Settled.Contains(record)
                    && !node.Held.ContainsKey(record);
                if (!isFree && run != 0)
                    DeliverRun(partition, batch, batch.BaseOffset + index - run, run, Attempt);
                run = isFree ? run + 1 : 0;
            }
        }
    }
}
