using ActorMQ.Client.Links;
using ActorMQ.Client.Producing;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// The node's side of a consumer: subscribes over a link of its own, takes deliveries in, claims after a reconnect
/// what is still held, and lets go when the node stops.
/// </summary>
internal sealed class ConsumerTalk : ILinkUser
{
    private readonly Subscribe request;
    private readonly ConsumerState state;
    private readonly ISettler settler;
    private readonly Link link;

    public ConsumerTalk(Subscribe request, ConsumerState state, ISettler settler)
    {
        this.request = request;
        this.state = state;
        this.settler = settler;
        link = new Link(state.Settings, this);
        Outbox = new SettleOutbox(link, state.Subscription, state.Alarm, state.Settings.Runtime);
    }

    public SettleOutbox Outbox { get; }

    public string Topic => request.Topic;

    public string Group => request.Group;

    private Subscription Subscription => state.Subscription;

    private ConsumerWindow Window => state.Window;

    public void Start() => link.Start();

    /// <summary>The application has made room: reading goes on.</summary>
    public void Resume()
    {
        if (!Subscription.IsPaused || Window.IsOverfull)
            return;
        Subscription.IsPaused = false;
        link.Resume();
    }

    public void Close() => link.Close();

    public void OnUp()
    {
        lock (state.Gate)
        {
            long dueMs = state.Alarm.NowMs + state.RequestTimeoutMs;
            Subscription.SubscribeRequest = Subscription.NextRequest();
            Subscription.SubscribeDueMs = dueMs;
            request.Resume = Subscription.IsResuming;
            link.TrySend(new OutboundFrame(FrameType.Subscribe, Subscription.SubscribeRequest, request));
            state.Alarm.SetBy(dueMs);
        }
    }

    public FrameFlow OnFrame(in InboundFrame frame)
    {
        if (frame.Type == FrameType.Deliver)
            return OnDeliver(frame);
        lock (state.Gate)
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
                    OnUnsubscribed(frame.Correlation);
                    break;
                case FrameType.Notice:
                    OnNotice(ProtocolCodec.Parse(Notice.Parser, frame.Head));
                    break;
                case FrameType.Error:
                    OnRefused(frame.Correlation, ProtocolCodec.Parse(Error.Parser, frame.Head));
                    break;
            }
            CheckDrain();
            Outbox.Send();
            state.Losses.Tell(state.Settings, request);
        }
        return FrameFlow.Continue;
    }

    public void OnFramesEnd()
    {
    }

    public void OnWritable()
    {
        lock (state.Gate)
            Outbox.Send();
    }

    public void OnDrain(in DrainOrder order)
    {
        lock (state.Gate)
        {
            Subscription.Drain = order;
            Window.IsWithheld = true;
            state.Alarm.SetBy(order.DeadlineMs);
            CheckDrain();
        }
    }

    public void OnDown(ActorMQException why)
    {
        lock (state.Gate)
        {
            if (Subscription.IsClosing && Subscription.UnsubscribeRequest != 0)
                Subscription.Ended.TrySetResult();
            Subscription.Id = null;
            Subscription.SubscribeDueMs = null;
            Subscription.UnsubscribeRequest = 0;
            Subscription.Drain = null;
            Subscription.IsPaused = false;
            state.Outage.OnDown(why, state.Alarm.NowMs);
            state.Alarm.SetBy(state.Outage.DueMs);
            Window.OnLinkLost();
            Outbox.Ledger.OnLinkLost();
        }
    }

    /// <summary>
    /// Looks whether an answer is missing for too long, or a drain has met its end; then it connects again.
    /// </summary>
    public void Look(long nowMs)
    {
        long? settleDueMs = Outbox.Ledger.OldestSentMs + state.RequestTimeoutMs;
        if (nowMs >= Subscription.SubscribeDueMs || nowMs >= settleDueMs)
            link.Restart(ErrorCatalogue.RequestTimeout.With("The node did not answer the consumer in time."));
        else
            state.Alarm.SetBy(settleDueMs);
        state.Alarm.SetBy(Subscription.SubscribeDueMs > nowMs ? Subscription.SubscribeDueMs : null);
        if (state.Outage.LooksLong(nowMs))
            state.Signal.Set(remember: true);
        state.Alarm.SetBy(state.Outage.DueMs);
        state.Alarm.SetBy(Subscription.Drain?.DeadlineMs > nowMs ? Subscription.Drain?.DeadlineMs : null);
        CheckDrain();
        if (state.Outage.DueMs is null && state.Settings.Runtime.Rarely("consumer: connect again"))
            link.Restart(Lost());
    }

    /// <summary>Asks the node to hand out nothing more.</summary>
    public void Pause()
    {
        Subscription.IsFull = true;
        if (Subscription.Id is not { } id)
            return;
        var pause = new Settle { SubscriptionId = id, Pause = true };
        link.TrySend(new OutboundFrame(FrameType.Settle, Subscription.NextRequest(), pause));
    }

    /// <summary>Ends the subscription, and hands back what is out; false: there is none.</summary>
    public bool TryUnsubscribe()
    {
        if (Subscription.Id is not { } id)
            return false;
        Subscription.UnsubscribeRequest = Subscription.NextRequest();
        var end = new Unsubscribe { SubscriptionId = id, Drain = true };
        return link.TrySend(new OutboundFrame(FrameType.Unsubscribe, Subscription.UnsubscribeRequest, end));
    }

    /// <summary>Lets the node stop once nothing is held and all is confirmed, or at its deadline.</summary>
    public void CheckDrain()
    {
        if (Subscription.Drain is not { } drain)
            return;
        bool isLate = state.Alarm.NowMs >= drain.DeadlineMs;
        bool isHeld = Window.IsWithApplication;
        if (isHeld && !isLate)
            return;
        Window.DrainAcks(Outbox.Finals);
        Outbox.Send();
        if (isLate || (!isHeld && Subscription.Id is null))
            link.FinishDrain(drain);
        else if (Outbox.Ledger.IsEmpty && Subscription.UnsubscribeRequest == 0)
            TryUnsubscribe();
    }

    private static ActorMQException Lost() => ErrorCatalogue.ConnectionLost.With("The connection was given up.");

    private FrameFlow OnDeliver(in InboundFrame frame)
    {
        if (!DeliveryFrame.TryRead(frame, settler, out Deliver head, out DeliveredBatch batch))
        {
            link.Restart(ErrorCatalogue.BadAnswer.With(
                $"The node delivered {head.Count} messages at offset {head.FirstOffset} of batch {head.BaseOffset}."));
            return FrameFlow.Continue;
        }

        lock (state.Gate)
        {
            if (Subscription.Id != head.SubscriptionId || Subscription.IsClosing)
                return FrameFlow.Continue; // Handed back with the end of its subscription.
            long nowMs = state.Alarm.NowMs;
            Window.Add(batch, nowMs);
            state.LookBy(nowMs + Window.AckWaitMs / 2);
            state.Signal.Set(remember: false);
            Subscription.IsPaused = Window.IsOverfull;
            return Subscription.IsPaused ? FrameFlow.Pause : FrameFlow.Continue;
        }
    }

    private void OnSubscribed(uint number, Subscribed reply)
    {
        if (reply.Error is { } error && error.Code != ErrorCode.None)
        {
            OnRefused(number, error);
            return;
        }
        if (number != Subscription.SubscribeRequest)
            return;
        if (reply.Partitions is < 0 or > Limits.PartitionsMax || reply.AckWaitMs < 0)
        {
            link.Restart(ErrorCatalogue.BadAnswer.With(
                $"The node subscribed to {reply.Partitions} partitions with an ack wait of {reply.AckWaitMs} ms."));
            return;
        }
        if (state.Settings.Runtime.Rarely("consumer: lose the subscription"))
        {
            link.Restart(Lost());
            return;
        }

        Subscription.Id = reply.SubscriptionId;
        Subscription.SubscribeDueMs = null;
        Subscription.AreDeadLettersOff = reply.DeadLettersOff;
        state.Outage.OnSubscribed();
        if (reply.AckWaitMs > 0)
            Window.AckWaitMs = reply.AckWaitMs;
        if (Subscription.IsResuming)
            Claim(reply.Partitions);
        if (Subscription.IsFull)
            Pause();
        Subscription.IsResuming = true;
        ShowIfClaimed();
    }

    private void Claim(int partitions)
    {
        Window.DrainAcks(Outbox.Finals);
        List<SettleOrder> claims = [];
        long nowMs = state.Alarm.NowMs;
        Window.CollectClaims(nowMs, claims);
        Outbox.AddClaims(claims, partitions);
        state.LookBy(nowMs + Window.AckWaitMs / 2);
    }

    private void ShowIfClaimed()
    {
        if (Outbox.Ledger.HasClaims || Subscription.Drain is not null || Subscription.Id is null)
            return;
        Window.IsWithheld = false;
        state.Signal.Set(remember: true);
    }

    private void OnSettled(uint number, Settled reply)
    {
        if (state.Settings.Runtime.Rarely("consumer: lose an answer"))
            link.Restart(Lost());
        else if (reply.Error is { } error && error.Code != ErrorCode.None)
            OnSettleRefused(number, error);
        else if (Outbox.Ledger.Confirm(number, reply.StaleCount) is { } request)
            OnConfirmed(request, reply.StaleCount);
    }

    private void OnSettleRefused(uint number, Error error)
    {
        if (Outbox.Refuse(number, error.Code) is not { } request)
            return;
        request.Waiter?.TrySetException(ErrorCatalogue.From(error));
        if (request.Waiter is null)
            OnConfirmed(request, request.Count);
    }

    private void OnConfirmed(SettleRequest request, int stale)
    {
        if (request.Waiter is { } waiter)
            OnExtended(waiter, request.SentAtMs, stale);
        LookTurn turn = request.Kind == SettleRequestKind.Claim
            ? new LookTurn(state.Losses)
            : Outbox.Turn(state.Losses);
        Window.OnExtended(request, isRefused: stale != 0 && stale >= request.Count, turn);
        if (request.Kind == SettleRequestKind.Claim)
            ShowIfClaimed();
    }

    private void OnExtended(ExtensionWaiter waiter, long sentAtMs, int stale)
    {
        DeliveredBatch batch = waiter.Batch;
        if (stale == 0 && batch.IsHeld(waiter.Index))
        {
            batch.Locks.HoldUntil(waiter.Index, sentAtMs + waiter.AckWaitMs);
            state.LookBy(sentAtMs + waiter.AckWaitMs);
            waiter.TrySetResult();
            return;
        }
        Window.Lose(batch, waiter.Index, Outbox.Turn(state.Losses));
        waiter.TrySetException(ExtensionWaiter.Stale(batch, waiter.Index));
    }

    private void OnNotice(Notice notice)
    {
        if (notice.SubscriptionId != Subscription.Id)
            return;
        if (notice.Kind == NoticeKind.SlowConsumer)
            state.Settings.Events.Add(
                ClientEventKind.SlowConsumer, told => told with { Topic = Topic, Group = Group });
        foreach (LostRange lost in notice.Range)
        {
            var range = new DeliveryRange(notice.Partition, 0, lost.Attempt, lost.First, lost.Count, lost.First);
            if (notice.Kind == NoticeKind.LockLost)
                Window.Lose(range, Outbox.Turn(state.Losses));
        }
    }

    private void OnUnsubscribed(uint number)
    {
        if (number != Subscription.UnsubscribeRequest)
            return;
        Subscription.Id = null;
        if (Subscription.IsClosing)
            Subscription.Ended.TrySetResult();
        Subscription.IsResuming = false;
        Window.Abandon(new LookTurn(state.Losses));
    }

    private void OnRefused(uint number, Error error)
    {
        ActorMQException why = ErrorCatalogue.From(error);
        if (number == Subscription.UnsubscribeRequest)
            OnUnsubscribed(number);
        else if (number != Subscription.SubscribeRequest)
            OnSettleRefused(number, error);
        else if (SendRefusals.IsWorthAnotherTry(error.Code))
            link.Restart(why);
        else
            Fail(why);
    }

    private void Fail(ActorMQException why)
    {
        Subscription.SubscribeDueMs = null;
        state.Outage.Fail(why);
        state.Signal.Set(remember: true);
    }
}
