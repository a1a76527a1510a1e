using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;
using Google.Protobuf;

namespace ActorMQ.Broker.Tests;

/// <summary>A client that speaks bare frames and keeps everything it gets.</summary>
internal sealed class WireClient(string endpoint, ITransport transport) : IFrameHandler
{
    private readonly Dictionary<uint, IMessage> replies = [];
    private uint lastCorrelation;

    public FrameConnection Connection { get; private set; } = null!;

    public bool IsGreeted { get; private set; }

    public CloseReason Closed { get; private set; }

    /// <summary>Errors that came without being asked for.</summary>
    public List<Error> Errors { get; } = [];

    /// <summary>Everything that was handed out, one entry for each record.</summary>
    public List<Received> Deliveries { get; } = [];

    /// <summary>Acks every delivery when it arrives.</summary>
    public bool AcksAtOnce { get; set; }

    /// <summary>
    /// Whether a delivery is rejected when it arrives, or nacked to come again at once; null: neither.
    /// </summary>
    public Func<Received, bool>? Rejects { get; set; }

    /// <summary>Says at once that it has finished when the node stops.</summary>
    public bool AnswersDrain { get; set; } = true;

    /// <summary>How often it was told that the node stops.</summary>
    public int Drains { get; private set; }

    /// <summary>What it was told without having asked.</summary>
    public List<Notice> Notices { get; } = [];

    public void Open() => transport.Connect(endpoint, this);

    public void OnOpened(FrameConnection connection)
    {
        Connection = connection;
        Request(FrameType.Hello, new Hello { ProtocolMin = 1, ProtocolMax = 1 });
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Welcome:
                OnWelcome(frame);
                break;
            case FrameType.Deliver:
                OnDeliver(frame);
                break;
            case FrameType.Notice:
                Notices.Add(Notice.Parser.ParseFrom(frame.Head));
                break;
            case FrameType.Drain:
                OnDrain(frame.Correlation);
                break;
            case FrameType.Error:
                Errors.Add(Error.Parser.ParseFrom(frame.Head));
                break;
            default:
                replies[frame.Correlation] = Parse(frame);
                break;
        }

        return FrameFlow.Continue;
    }

    public void OnWritable()
    {
    }

    public void OnClosed(CloseReason reason) => Closed = reason;

    /// <summary>The answer to a request, when it has come.</summary>
    public T? Reply<T>(uint correlation)
        where T : class, IMessage => replies.GetValueOrDefault(correlation) as T;

    public uint Send(int topicId, int partition, ReadOnlyMemory<byte> batch) =>
        Request(FrameType.Send, new Send { TopicId = topicId, Partition = partition }, batch);

    public uint Subscribe(string topic, string group, int window = 1_000, int ackWaitMs = 0) =>
        Request(FrameType.Subscribe, new Subscribe
        {
            Topic = topic,
            Group = group,
            WindowMessages = window,
            WindowBytes = 1 << 20,
            AckWaitMs = ackWaitMs,
        });

    public uint Settle(in Received delivery, SettleKind kind, bool wantReply = false)
    {
        var head = new Settle
        {
            SubscriptionId = delivery.Subscription,
            Partition = delivery.Partition,
            Tenure = delivery.Tenure,
            WantReply = wantReply,
        };
        head.Range.Add(new SettleRange { First = delivery.Offset, Count = 1, Attempt = delivery.Attempt, Kind = kind });
        return Request(FrameType.Settle, head);
    }

    /// <summary>Gives a delivery back, to come again after exactly that delay.</summary>
    public uint Nack(in Received delivery, uint? delayMs, string reason = "")
    {
        SettleRange range = RangeOf(delivery, SettleKind.Nack);
        range.Reason = reason;
        if (delayMs is { } delay)
            range.DelayMs = delay;
        return Settle(delivery, range);
    }

    public uint Reject(in Received delivery, string reason)
    {
        SettleRange range = RangeOf(delivery, SettleKind.Reject);
        range.Reason = reason;
        return Settle(delivery, range);
    }

    /// <summary>Subscribes as the consumer of that id; resuming, where it was here before.</summary>
    public uint SubscribeAs(long consumerId, bool isBack, string topic, string group, int window = 1_000) =>
        Request(FrameType.Subscribe, new Subscribe
        {
            Topic = topic,
            Group = group,
            ConsumerId = consumerId,
            Resume = isBack,
            WindowMessages = window,
            WindowBytes = 1 << 20,
        });

    public uint Settle(in Received delivery, SettleRange range, Action<Settle>? more = null)
    {
        var head = new Settle
        {
            SubscriptionId = delivery.Subscription,
            Partition = delivery.Partition,
            Tenure = delivery.Tenure,
            WantReply = true,
            Urgent = true,
        };
        head.Range.Add(range);
        more?.Invoke(head);
        return Request(FrameType.Settle, head);
    }

    public static SettleRange RangeOf(in Received delivery, SettleKind kind) =>
        new() { First = delivery.Offset, Count = 1, Attempt = delivery.Attempt, Kind = kind };

    public uint Request(FrameType type, IMessage head, ReadOnlyMemory<byte> body = default)
    {
        Connection.TrySend(new OutboundFrame(type, ++lastCorrelation, head, body));
        return lastCorrelation;
    }

    private void OnWelcome(in InboundFrame frame)
    {
        Connection.Establish((int)Welcome.Parser.ParseFrom(frame.Head).FrameBytesMax);
        IsGreeted = true;
    }

    private void OnDrain(uint correlation)
    {
        Drains++;
        if (AnswersDrain)
            Connection.TrySend(new OutboundFrame(FrameType.Drained, correlation, new Drained(), default));
    }

    private static IMessage Parse(in InboundFrame frame) => frame.Type switch
    {
        FrameType.SendReply => SendReply.Parser.ParseFrom(frame.Head),
        FrameType.Subscribed => Subscribed.Parser.ParseFrom(frame.Head),
        FrameType.Settled => Settled.Parser.ParseFrom(frame.Head),
        FrameType.Unsubscribed => Unsubscribed.Parser.ParseFrom(frame.Head),
        FrameType.MetadataReply => MetadataReply.Parser.ParseFrom(frame.Head),
        _ => throw new InvalidOperationException($"Unexpected frame {frame.Type}."),
    };

    private void OnDeliver(in InboundFrame frame)
    {
        Deliver head = Deliver.Parser.ParseFrom(frame.Head);
        Assert.Equal(BatchFault.None, BatchReader.TryOpen(frame.Body.ToArray(), out BatchReader reader));
        for (int index = 0; index < head.Count; index++)
        {
            if (!head.Selected.IsEmpty && (head.Selected[index >> 3] & 1 << (index & 7)) == 0)
                continue;
            long offset = head.FirstOffset + index;
            string body = System.Text.Encoding.UTF8.GetString(reader.Body((int)(offset - head.BaseOffset)).Span);
            var received = new Received(head.SubscriptionId, head.Partition, head.Tenure, head.Attempt, offset, body)
            {
                Headers = reader.Headers((int)(offset - head.BaseOffset)),
            };
            Deliveries.Add(received);
            if (AcksAtOnce)
                Settle(received, SettleKind.Ack);
            if (Rejects is { } rejects && rejects(received))
                Reject(received, "no");
            else if (Rejects is not null)
                Nack(received, delayMs: 0);
        }
    }
}
