using ActorMQ.Actors;
using ActorMQ.Broker.Commit;
using ActorMQ.Broker.Partitions;
using ActorMQ.Broker.Routing;
using ActorMQ.Broker.Subscriptions;
using ActorMQ.Core.Producers;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Broker.Connections;

/// <summary>One client connection's frames: checks them and passes them straight to the partitions.</summary>
/// <remarks>
/// Frames come in on the transport's receive turn, one at a time. Replies and deliveries go out from any thread. What
/// needs state beyond one frame (subscriptions) is the affair of the <see cref="ConnectionActor"/>.
/// </remarks>
internal sealed class Session(NodeContext node, Func<Session, IActorRef> startActor) : IFrameHandler, IBatchSender
{
    private const uint HeartbeatMs = 10_000;

    private readonly SessionFlow flow = new(node.Options.ConnectionInFlightBytesMax);
    private FrameConnection connection = null!;
    private IActorRef? actor;
    private volatile bool isOpen;

    /// <summary>The subscriptions of this connection.</summary>
    public SubscriptionTable Subscriptions { get; } = new();

    /// <summary>
    /// Whether deliveries may be queued: replies keep the rest of the connection's queue for themselves.
    /// </summary>
    public bool CanDeliver => isOpen && connection.QueuedBytes < node.Options.DeliveryQueueBytesMax;

    public void OnOpened(FrameConnection opened)
    {
        connection = opened;
        isOpen = true;
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        try
        {
            if (actor is null)
                return Greet(frame);
            return frame.Type switch
            {
                FrameType.Send => OnSend(frame),
                FrameType.Settle => OnSettle(frame),
                _ => OnControl(frame),
            };
        }
        catch (UnreadableHeadException)
        {
            Fail(frame.Correlation, Problems.BadHead(frame.Type.ToString()), CloseReason.BadFrame);
            return FrameFlow.Continue;
        }
    }

    public void OnWritable()
    {
        // Subscribers that met a full queue ask again by themselves.
    }

    public void OnClosed(CloseReason reason)
    {
        isOpen = false;
        actor?.TryTellReserved(new ConnectionClosed(reason));
    }

    public void ReplySent(uint correlation, long baseOffset, bool isDuplicate, int bytes)
    {
        Reply(FrameType.SendReply, correlation, new SendReply { BaseOffset = baseOffset, Duplicate = isDuplicate });
        Finish(bytes);
    }

    public void RefuseSend(uint correlation, in Problem problem, int bytes)
    {
        var refusal = new SendReply { Status = SendStatus.Refused, Error = problem.ToWire() };
        Reply(FrameType.SendReply, correlation, refusal);
        Finish(bytes);
    }

    public void ReplySettled(uint correlation, int staleCount) =>
        Reply(FrameType.Settled, correlation, new Settled { StaleCount = staleCount, Durable = true });

    public void RefuseSettle(uint correlation, in Problem problem) =>
        Reply(FrameType.Settled, correlation, new Settled { Error = problem.ToWire() });

    /// <summary>
    /// Sends an answer. A connection that cannot take it is closed: an answer is never dropped silently.
    /// </summary>
    public void Reply(FrameType type, uint correlation, IMessage head)
    {
        if (!connection.TrySend(new OutboundFrame(type, correlation, head)) && isOpen)
            connection.Close(CloseReason.Overflow);
    }

    /// <summary>Queues a delivery; false when the connection is closed or full.</summary>
    public bool TryDeliver(Deliver head, in BatchPart part, Slab owner)
    {
        var frame = new OutboundFrame(FrameType.Deliver, 0, head) { Body = BodyOf(part), Owner = owner };
        return connection.TrySend(frame);
    }

    /// <summary>
    /// Tells a consumer something that it did not ask for; a connection that is full does not hear it.
    /// </summary>
    public void Notify(Notice notice) => connection.TrySend(new OutboundFrame(FrameType.Notice, 0, notice));

    /// <summary>Tells the client what is wrong with the connection and ends it.</summary>
    public void Fail(uint correlation, in Problem problem, CloseReason reason)
    {
        Reply(FrameType.Error, correlation, problem.ToWire());
        connection.Close(reason);
    }

    /// <summary>
    /// Asks the client to finish what is out; one that cannot be told any more, or has, ends at its time.
    /// </summary>
    public void Drain(TimeSpan within)
    {
        var head = new Drain { DeadlineMs = (uint)within.TotalMilliseconds };
        connection.TrySend(new OutboundFrame(FrameType.Drain, 0, head));
    }

    public void Close(CloseReason reason) => connection.Close(reason);

    private FrameFlow Greet(in InboundFrame frame)
    {
        if (frame.Type != FrameType.Hello)
        {
            Fail(frame.Correlation, Problems.NotGreeted, CloseReason.ProtocolError);
            return FrameFlow.Continue;
        }

        Hello hello = ProtocolCodec.Parse(Hello.Parser, frame.Head);
        if (hello.ProtocolMin > ProtocolLimits.Version || hello.ProtocolMax < ProtocolLimits.Version)
        {
            Problem problem = Problems.UnsupportedProtocol(ProtocolLimits.Version);
            Fail(frame.Correlation, problem, CloseReason.ProtocolError);
            return FrameFlow.Continue;
        }

        if (node.Life.IsStopping)
        {
            Fail(frame.Correlation, Problems.ShuttingDown, CloseReason.Shutdown);
            return FrameFlow.Continue;
        }

        connection.Establish(ProtocolLimits.FrameBytesMax);
        actor = startActor(this);
        Reply(FrameType.Welcome, frame.Correlation, new Welcome
        {
            Protocol = ProtocolLimits.Version,
            NodeId = node.Options.NodeId,
            Incarnation = node.Life.Incarnation,
            FrameBytesMax = ProtocolLimits.FrameBytesMax,
            HeartbeatMs = HeartbeatMs,
        });
        return FrameFlow.Continue;
    }

    private FrameFlow OnSend(in InboundFrame frame)
    {
        Send head = ProtocolCodec.Parse(Send.Parser, frame.Head);
        IActorRef? partition = node.Routes.Find(head.TopicId)?.Find(head.Partition);
        if (partition is null || node.Runtime.Rarely("session: partition is not open"))
        {
            RefuseSend(frame.Correlation, UnroutableProblem(head.TopicId, head.Partition), 0);
            return FrameFlow.Continue;
        }

        BatchFault fault = RecordBatch.Verify(frame.Body);
        if (fault != BatchFault.None)
        {
            RefuseSend(frame.Correlation, Problems.BadBatch(fault), 0);
            return FrameFlow.Continue;
        }

        if (node.Slabs.IsOverCap || node.Runtime.Rarely("session: memory is full"))
        {
            RefuseSend(frame.Correlation, Problems.Overloaded, 0);
            return FrameFlow.Continue;
        }

        return Append(frame, partition);
    }

    private FrameFlow Append(in InboundFrame frame, IActorRef partition)
    {
        _ = RecordBatch.TryReadHeader(frame.Body, out BatchHeader header);
        if (header.Producer.IsInternal())
        {
            RefuseSend(frame.Correlation, Problems.ReservedProducer, 0);
            return FrameFlow.Continue;
        }

        if (header.Class != BatchClass.Plain)
        {
            RefuseSend(frame.Correlation, Problems.NotForClients(header.Class), 0);
            return FrameFlow.Continue;
        }

        Slab slab = node.Slabs.Rent(frame.Body.Length);
        frame.Body.CopyTo(slab.Span);
        FrameFlow next = flow.Begin(slab.Length, node.Runtime.Rarely("session: stop reading"));
        bool isFull = node.Runtime.Rarely("session: partition is full for a batch");
        if (isFull || partition.TryTell(new Append(this, frame.Correlation, slab, header)) != TellResult.Accepted)
        {
            int bytes = slab.Length;
            slab.Release();
            RefuseSend(frame.Correlation, Problems.Overloaded, bytes);
        }

        return next;
    }

    private FrameFlow OnSettle(in InboundFrame frame)
    {
        Settle head = ProtocolCodec.Parse(Settle.Parser, frame.Head);
        Subscription? subscription = Subscriptions.Find(head.SubscriptionId);
        IActorRef? partition = subscription?.Topic.Find(head.Partition);
        if (subscription is null)
            RefuseSettle(frame, head, Problems.UnknownSubscription(head.SubscriptionId));
        else if (head.Pause)
            subscription.IsPaused = true;
        else if (partition is null)
            RefuseSettle(frame, head, UnroutableProblem(subscription.Topic.Id, head.Partition), subscription);
        else if (!SettlementRanges.AreInBounds(head, node.Options))
            Fail(frame.Correlation, Problems.BadRange(node.Options.WindowMessagesMax), CloseReason.ProtocolError);
        else if (node.Runtime.Rarely("session: partition is full for a settlement")
            || partition.TryTell(new Settlement(subscription, frame.Correlation, head)) != TellResult.Accepted)
            RefuseSettle(frame, head, Problems.Overloaded, subscription);
        return FrameFlow.Continue;
    }

    /// <summary>The consumer no longer holds what it has settled, though no partition hears of it.</summary>
    private void RefuseSettle(
        in InboundFrame frame, Settle head, in Problem problem, Subscription? subscription = null)
    {
        if (SettlementRanges.CreditOf(head) is > 0 and var credit)
            subscription?.Subscriber.TryTellReserved(new CreditReturned(head.Partition, head.Tenure, credit));
        if (head.WantReply)
            RefuseSettle(frame.Correlation, problem);
    }

    private FrameFlow OnControl(in InboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Metadata:
                OnMetadata(frame.Correlation, ProtocolCodec.Parse(MetadataRequest.Parser, frame.Head));
                break;
            case FrameType.Subscribe:
                Pass(new SubscribeRequest(frame.Correlation, ProtocolCodec.Parse(Subscribe.Parser, frame.Head)));
                break;
            case FrameType.Unsubscribe:
                Pass(new UnsubscribeRequest(frame.Correlation, ProtocolCodec.Parse(Unsubscribe.Parser, frame.Head)));
                break;
            case FrameType.Drained when node.Life.IsStopping:
                actor!.TryTellReserved(ConnectionDrained.Instance);
                break;
            default:
                Problem problem = Problems.BadHead(frame.Type.ToString());
                Fail(frame.Correlation, problem with { Code = ErrorCode.UnknownFrameType }, CloseReason.ProtocolError);
                break;
        }

        return FrameFlow.Continue;
    }

    // An answer longer than a head can be is never built, or it is not sent: many topics, or long names of none.
    private void OnMetadata(uint correlation, MetadataRequest asked)
    {
        MetadataReply? reply =
            asked.Topic.Count <= TopicMetadataView.TopicsMax ? TopicMetadataView.Of(node, asked) : null;
        if (reply?.CalculateSize() <= ProtocolLimits.HeadBytesMax)
            Reply(FrameType.MetadataReply, correlation, reply);
        else
            Reply(FrameType.Error, correlation, Problems.TooManyTopicsAsked(TopicMetadataView.TopicsMax).ToWire());
    }

    private void Pass(object request)
    {
        bool isFull = node.Runtime.Rarely("session: no room for a request");
        if (isFull || actor!.TryTell(request) != TellResult.Accepted)
            Fail(0, Problems.Overloaded, CloseReason.Overflow);
    }

    private Problem UnroutableProblem(int topicId, int partition)
    {
        TopicRoute? topic = node.Routes.Find(topicId);
        bool exists = topic is not null && (uint)partition < (uint)topic.Partitions;
        return exists ? Problems.NotOwner : Problems.UnknownPartition(topicId, partition);
    }

    private static FrameBody BodyOf(in BatchPart part) => part.Parts == 1
        ? new FrameBody(part[0])
        : new FrameBody(part[0], part[1], part.Parts > 2 ? part[2] : default);

    private void Finish(int bytes)
    {
        if (flow.End(bytes))
            connection.Resume();
    }
}
