using ActorMQ.Client.Links;
using ActorMQ.Client.Producing;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// The shell round a <see cref="ConsumerWindow"/>: a link of its own, one lock, one timer, and the signal of the one
/// loop that consumes.
/// </summary>
internal sealed class ConsumerSession : ILinkUser, ISettler
{
    // How long an ack may wait for others before the node is told, in milliseconds: fewer commits for the node.
    private const long AckPauseMs = 5;
    private const long AckLateMs = 200;

    private readonly LinkSettings settings;
    private readonly Subscribe request;
    private readonly Link link;
    private readonly ConsumerWindow window;
    private readonly SettleLedger ledger = new();
    private readonly Subscription subscription;
    private readonly DeliverySignal signal = new();
    private readonly Alarm alarm;
    private readonly Lock gate = new();

    // Between two uses empty; kept for its memory.
    private readonly List<SettleOrder> orders = [];

    public ConsumerSession(string topic, string group, ConsumerOptions options, LinkSettings settings)
    {
        this.settings = settings;
        request = new Subscribe
        {
            Topic = topic,
            Group = group,
            ConsumerId = BitConverter.ToInt64(settings.Runtime.NewId().ToByteArray()) & long.MaxValue,
            WindowMessages = options.WindowMessages,
            WindowBytes = options.WindowBytes,
            AckWaitMs = (int)options.AckWait.TotalMilliseconds,
        };
        window = new ConsumerWindow(options);
        alarm = new Alarm(settings.Runtime.Time, static session => ((ConsumerSession)session!).OnAlarm(), this);
        subscription = new Subscription(alarm.NowMs);
        link = new Link(settings, this);
    }

    public string Topic => request.Topic;

    public string Group => request.Group;

    public long StaleCount => ledger.Stale;

    public bool IsClosing => subscription.IsClosing;

    public TimeProvider Time => settings.Runtime.Time;

    private long OutageMaxMs => (long)settings.Options.OutageMax.TotalMilliseconds;

    public void Start()
    {
        lock (gate)
            alarm.SetBy(alarm.NowMs + OutageMaxMs);
        link.Start();
    }

    /// <summary>The next batch for the application.</summary>
    public bool TryTake(out DeliveredBatch batch)
    {
        lock (gate)
        {
            bool isThere = window.TryTake(out batch);
            if (subscription.IsPaused && !window.IsOverfull)
            {
                subscription.IsPaused = false;
                link.Resume();
            }
            return isThere;
        }
    }

    /// <summary>Waits until <see cref="TryTake"/> may find something, or <see cref="Wake"/> is called.</summary>
    public ValueTask WaitAsync()
    {
        lock (gate)
        {
            if (subscription.Failure is { } failure)
                throw new ActorMQException(failure.Code, failure.Summary, failure.NextStep);
            if (subscription.Trouble is { } trouble)
            {
                subscription.Trouble = null;
                throw trouble;
            }
            return window.HasBuffered ? ValueTask.CompletedTask : signal.WaitAsync();
        }
    }

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Wake()
    {
        lock (gate)
            signal.Set(remember: true);
    }

    public void Ack(DeliveredBatch batch, int index)
    {
        lock (gate)
        {
            if (!window.TryAck(batch, index))
                return;
            bool isFirst = window.UnsentAcks == 1;
            if (window.IsFlushDue || (isFirst && settings.Runtime.Rarely("consumer: ack at once")))
                SendAcks();
            else if (isFirst)
                alarm.SetBy(alarm.NowMs + (settings.Runtime.Rarely("consumer: ack late") ? AckLateMs : AckPauseMs));
        }
    }

    public void Nack(DeliveredBatch batch, int index)
    {
        lock (gate)
        {
            if (!window.TryNack(batch, index))
                return;
            orders.Add(batch.OrderOf(index, SettleVerb.Nack));
            SendOrders();
        }
    }

    /// <summary>Completes when every settlement so far is durable; fails at its deadline.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        SettleFlush flush = BeginFlush(isClosing: false);
        using var deadline = new CancellationTokenSource(settings.Options.RequestTimeout, Time);
        using CancellationTokenRegistration late = deadline.Token.UnsafeRegister(
            static flush => ((SettleFlush)flush!).TrySetException(ErrorCatalogue.RequestTimeout.With(
                "The node did not confirm the settlements in time.")), flush);
        using CancellationTokenRegistration given = cancellation.UnsafeRegister(
            static (flush, token) => ((SettleFlush)flush!).TrySetCanceled(token), flush);
        await flush.Task;
    }

    /// <summary>
    /// Drains: settlements durable, the rest handed back, the connection closed; by the deadline at the latest.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        if (subscription.IsClosing)
            return;
        SettleFlush flush = BeginFlush(isClosing: true);
        using var deadline = new CancellationTokenSource(settings.Options.RequestTimeout, Time);
        using CancellationTokenRegistration late = deadline.Token.UnsafeRegister(
            static flush => ((SettleFlush)flush!).TrySetResult(), flush);
        using CancellationTokenRegistration never = deadline.Token.UnsafeRegister(
            static ended => ((TaskCompletionSource)ended!).TrySetResult(), subscription.Ended);
        if (subscription.Failure is null)
            await flush.Task;
        if (TryUnsubscribe())
            await subscription.Ended.Task;
        link.Close();
        alarm.Stop();
    }

    public void OnUp()
    {
        lock (gate)
        {
            subscription.SubscribeRequest = subscription.NextRequest();
            link.TrySend(new OutboundFrame(FrameType.Subscribe, subscription.SubscribeRequest, request));
        }
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        if (frame.Type == FrameType.Deliver)
            return OnDeliver(frame);
        lock (gate)
        {
            switch (frame.Type)
            {
                case FrameType.Subscribed:
                    OnSubscribed(frame.Correlation, ProtocolCodec.Parse(Subscribed.Parser, frame.Head));
                    break;
                case FrameType.Settled:
                    OnSettled(frame.Correlation, ProtocolCodec.Parse(Settled.Parser, frame.Head));
                    break;
                case FrameType.Unsubscribed:
                    subscription.Ended.TrySetResult();
                    break;
                case FrameType.Error:
                    OnRefused(frame.Correlation, ProtocolCodec.Parse(Error.Parser, frame.Head));
                    break;
            }
        }
        return FrameFlow.Continue;
    }

    public void OnFramesEnd()
    {
    }

    public void OnWritable()
    {
        lock (gate)
            SendOrders();
    }

    public void OnDown(ActorMQException why)
    {
        lock (gate)
        {
            if (subscription.UnsubscribeRequest != 0)
                subscription.Ended.TrySetResult();
            subscription.Id = null;
            subscription.IsPaused = false;
            subscription.LastLoss = why;
            subscription.AwaySinceMs ??= alarm.NowMs;
            alarm.SetBy(subscription.AwaySinceMs + OutageMaxMs);
            window.OnLinkLost();
            ledger.OnLinkLost();
        }
    }

    private FrameFlow OnDeliver(in InboundFrame frame)
    {
        Deliver head = ProtocolCodec.Parse(Deliver.Parser, frame.Head);
        if (head.Count is < 1 or > RecordBatch.RecordsMax || head.FirstOffset < head.BaseOffset || head.BaseOffset < 0)
        {
            link.Restart(ErrorCatalogue.BadAnswer.With(
                $"The node delivered {head.Count} messages at offset {head.FirstOffset} of batch {head.BaseOffset}."));
            return FrameFlow.Continue;
        }

        var range = new DeliveryRange(
            head.Partition, head.Tenure, head.Attempt, head.FirstOffset, head.Count, head.BaseOffset);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(frame.Body.Length);
        frame.Body.CopyTo(bytes);
        lock (gate)
        {
            if (subscription.Id != head.SubscriptionId || subscription.IsClosing)
                return FrameFlow.Continue; // Handed back with the end of its subscription.
            long nowMs = alarm.NowMs;
            window.Add(new DeliveredBatch(this, range, bytes), nowMs);
            alarm.SetBy(nowMs + window.ExtensionPauseMs);
            signal.Set(remember: false);
            subscription.IsPaused = window.IsOverfull;
            return subscription.IsPaused ? FrameFlow.Pause : FrameFlow.Continue;
        }
    }

    private void OnSubscribed(uint number, Subscribed reply)
    {
        if (reply.Error is { } error && error.Code != ErrorCode.None)
        {
            OnRefused(number, error);
            return;
        }
        if (number != subscription.SubscribeRequest)
            return;
        if (settings.Runtime.Rarely("consumer: lose the subscription"))
        {
            link.Restart(Lost());
            return;
        }

        subscription.Id = reply.SubscriptionId;
        subscription.AwaySinceMs = null;
        SendOrders();
    }

    private void OnSettled(uint number, Settled reply)
    {
        if (settings.Runtime.Rarely("consumer: lose an answer"))
            link.Restart(Lost());
        else if (reply.Error is { } error && error.Code != ErrorCode.None)
            ledger.TryRefuse(number);
        else
            ledger.TryConfirm(number, reply.StaleCount);
    }

    private void OnRefused(uint number, Error error)
    {
        ActorMQException why = ErrorCatalogue.From(error);
        if (number == subscription.UnsubscribeRequest)
            subscription.Ended.TrySetResult();
        else if (number != subscription.SubscribeRequest)
            ledger.TryRefuse(number);
        else if (SendRefusals.IsWorthAnotherTry(error.Code))
            link.Restart(why);
        else
            Fail(why);
    }

    private void Fail(ActorMQException why)
    {
        subscription.Failure = why;
        signal.Set(remember: true);
    }

    private void OnAlarm()
    {
        lock (gate)
        {
            alarm.OnRung();
            long nowMs = alarm.NowMs;
            if (subscription.Id is not null)
                window.CollectExtensions(nowMs, orders, settings.Runtime.Rarely("consumer: extend early"));
            SendAcks();
            if (window.HasLive)
                alarm.SetBy(nowMs + window.ExtensionPauseMs);
            if (subscription.AwaySinceMs is { } since)
                LookAtOutage(since, nowMs);
            else if (settings.Runtime.Rarely("consumer: connect again"))
                link.Restart(Lost());
        }
    }

    private void LookAtOutage(long sinceMs, long nowMs)
    {
        if (nowMs - sinceMs >= OutageMaxMs && subscription.Failure is null)
        {
            subscription.Trouble = ErrorCatalogue.Unreachable.With(
                $"No node has fed the consumer of topic {Topic} for {settings.Options.OutageMax}: "
                + $"{subscription.LastLoss?.Summary}");
            subscription.AwaySinceMs = nowMs;
            signal.Set(remember: true);
        }
        alarm.SetBy(subscription.AwaySinceMs + OutageMaxMs);
    }

    private SettleFlush BeginFlush(bool isClosing)
    {
        lock (gate)
        {
            if (isClosing)
            {
                subscription.IsClosing = true;
                signal.Set(remember: true);
            }
            window.DrainAcks(orders);
            ledger.Add(orders);
            orders.Clear();
            ledger.Hurry();
            SendOrders();
            return ledger.Watch();
        }
    }

    private bool TryUnsubscribe()
    {
        lock (gate)
        {
            if (subscription.Id is not { } id)
                return false;
            subscription.UnsubscribeRequest = subscription.NextRequest();
            var end = new Unsubscribe { SubscriptionId = id, Drain = true };
            return link.TrySend(new OutboundFrame(FrameType.Unsubscribe, subscription.UnsubscribeRequest, end));
        }
    }

    private static ActorMQException Lost() => ErrorCatalogue.ConnectionLost.With("The connection was given up.");

    private void SendAcks()
    {
        window.DrainAcks(orders);
        SendOrders();
    }

    private void SendOrders()
    {
        ledger.Add(orders, orders.Count > 1 && settings.Runtime.Rarely("consumer: a settlement for each range"));
        orders.Clear();
        while (subscription.Id is { } id && ledger.TryPeek(out Settle settle))
        {
            settle.SubscriptionId = id;
            uint number = subscription.NextRequest();
            if (!link.TrySend(new OutboundFrame(FrameType.Settle, number, settle)))
                return; // OnWritable or OnUp goes on.
            ledger.MarkSent(number);
        }
    }
}
