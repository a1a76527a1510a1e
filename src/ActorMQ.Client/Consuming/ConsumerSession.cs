using ActorMQ.Client.Links;
using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// The application's side of a consumer: hands batches to the one loop that consumes, takes settlements from any
/// thread, and looks after locks and deadlines.
/// </summary>
internal sealed class ConsumerSession : ISettler
{
    // How long an ack, nack or reject may wait for others before the node is told, in milliseconds: fewer commits for
    // the node.
    private const long AckPauseMs = 5;
    private const long AckLateMs = 200;

    // How long the application has a delivery in hand before the node is told, unless a settlement takes it along.
    private const long StartPauseMs = 100;

    private readonly Subscribe request;
    private readonly ConsumerState state;
    private readonly ConsumerTalk talk;

    public ConsumerSession(string topic, string group, ConsumerOptions options, LinkSettings settings)
    {
        request = new Subscribe
        {
            Topic = topic,
            Group = group,
            ConsumerId = BitConverter.ToInt64(settings.Runtime.NewId().ToByteArray()) & long.MaxValue,
            WindowMessages = options.WindowMessages,
            WindowBytes = options.WindowBytes,
            AckWaitMs = (int)(options.AckWait ?? TimeSpan.Zero).TotalMilliseconds,
            Concurrency = options.Concurrency,
        };
        var alarm = new Alarm(settings.Runtime.Time, static session => ((ConsumerSession)session!).OnAlarm(), this);
        state = new ConsumerState(
            options, settings, alarm, new Outage(topic, settings.Options.OutageMax, alarm.NowMs));
        talk = new ConsumerTalk(request, state, this);
    }

    public string Topic => request.Topic;

    public string Group => request.Group;

    public long StaleCount => talk.Outbox.Ledger.Stale;

    public bool IsClosing => state.Subscription.IsClosing;

    /// <summary>Whether nothing is to be given to the application for now.</summary>
    public bool IsWithheld => state.Window.IsWithheld;

    /// <summary>Why it can never be fed; null: it can.</summary>
    public ActorMQException? Failure => state.Outage.Failure;

    public LinkSettings Settings => state.Settings;

    public void Start()
    {
        lock (state.Gate)
            state.Alarm.SetBy(state.Outage.DueMs);
        talk.Start();
    }

    /// <summary>The next batch for the application.</summary>
    public bool TryTake(out DeliveredBatch batch)
    {
        lock (state.Gate)
        {
            long nowMs = state.Alarm.NowMs;
            bool isThere = state.Window.TryTake(nowMs, out batch);
            if (isThere)
                state.Alarm.SetBy(nowMs + StartPauseMs);
            talk.Resume();
            return isThere;
        }
    }

    /// <summary>
    /// A batch turned out to be damaged: it goes back, and the application will not see it.
    /// </summary>
    public void Drop(DeliveredBatch batch, string reason)
    {
        lock (state.Gate)
        {
            for (int index = 0; index < batch.Range.Count; index++)
            {
                if (state.Window.TryReturn(batch, index))
                    talk.Outbox.Finals.Add(
                        new SettleOrder(batch, index, 1, SettleKind.Nack, SettleTerms.Of(delay: null, reason)));
            }
            talk.Outbox.Send();
        }
    }

    /// <summary>Waits until <see cref="TryTake"/> may find something, or <see cref="Wake"/> is called.</summary>
    public ValueTask WaitAsync()
    {
        lock (state.Gate)
        {
            state.Outage.ThrowIfAny();
            return state.Window.CanTake ? ValueTask.CompletedTask : state.Signal.WaitAsync();
        }
    }

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Wake()
    {
        lock (state.Gate)
            state.Signal.Set(remember: true);
    }

    public void Ack(DeliveredBatch batch, int index)
    {
        lock (state.Gate)
        {
            if (!state.Window.TryAck(batch, index))
                return;
            OnSettled();
            talk.CheckDrain();
        }
    }

    public void Return(DeliveredBatch batch, int index, SettleKind kind, in SettleTerms terms)
    {
        lock (state.Gate)
        {
            if (kind == SettleKind.Reject && state.Subscription.AreDeadLettersOff)
                throw ErrorCatalogue.InvalidArgument.With(
                    $"Group {Group} has no dead letters: a delivery cannot be rejected.",
                    "Ack or nack it, or give the group a dead-letter topic.");
            if (!state.Window.TryReturn(batch, index))
                return;
            talk.Outbox.Finals.Add(new SettleOrder(batch, index, 1, kind, terms));
            OnSettled();
            talk.CheckDrain();
        }
    }

    public async ValueTask ExtendAsync(
        DeliveredBatch batch, int index, TimeSpan ackWait, CancellationToken cancellation)
    {
        var waiter = new ExtensionWaiter(batch, index, (long)ackWait.TotalMilliseconds);
        lock (state.Gate)
        {
            if (!batch.IsHeld(index) || state.Subscription.IsClosing)
                throw ExtensionWaiter.Stale(batch, index);
            var request = new SettleRequest(SettleRequestKind.AskedExtend, batch.Range.Partition, batch.Range.Tenure)
            {
                Waiter = waiter,
            };
            request.TryAdd(new SettleOrder(batch, index, 1, SettleKind.Extend));
            (request.Frame.AckWaitMs, request.Frame.Urgent) = ((uint)waiter.AckWaitMs, true);
            talk.Outbox.Ledger.Add(request);
            talk.Outbox.Send();
        }
        ActorMQException late = ErrorCatalogue.RequestTimeout.With("The node did not confirm the extension in time.");
        await waiter.WaitAsync(Settings.Options.RequestTimeout, Settings.Runtime.Time, late, cancellation);
    }

    public CancellationToken LockLost(DeliveredBatch batch, int index)
    {
        lock (state.Gate)
            return batch.LockLost(index);
    }

    /// <summary>Has <paramref name="source"/> cancelled when the delivery is lost; false: it is lost already.</summary>
    public bool TryBind(DeliveredBatch batch, int index, CancellationTokenSource source)
    {
        lock (state.Gate)
            return batch.IsHeld(index) && batch.Locks.TryBind(index, source);
    }

    /// <summary>Completes when every settlement so far is durable; fails at its deadline.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation)
    {
        SettleFlush flush = BeginFlush(isClosing: false);
        ActorMQException late = ErrorCatalogue.RequestTimeout.With(
            "The node did not confirm the settlements in time.");
        return flush.WaitAsync(Settings.Options.RequestTimeout, Settings.Runtime.Time, late, cancellation);
    }

    /// <summary>Asks the node to hand out nothing more; what is buffered is kept from the application.</summary>
    public void Pause()
    {
        lock (state.Gate)
            talk.Pause();
    }

    /// <summary>
    /// Drains: settlements durable, the rest handed back, the connection closed; by the deadline at the latest.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        if (state.Subscription.IsClosing)
            return;
        SettleFlush flush = BeginFlush(isClosing: true);
        using var deadline = new CancellationTokenSource(Settings.Options.RequestTimeout, Settings.Runtime.Time);
        if (Failure is null)
            await flush.WaitUntilAsync(deadline.Token);
        bool isLeaving;
        lock (state.Gate)
            isLeaving = talk.TryUnsubscribe();
        if (isLeaving)
            await state.Subscription.Ended.WaitUntilAsync(deadline.Token);
        talk.Close();
        End();
    }

    private void End()
    {
        lock (state.Gate)
        {
            state.Alarm.Stop();
            state.Window.Abandon(new LookTurn(state.Losses));
            state.Losses.Tell(Settings, request);
        }
    }

    private void OnAlarm()
    {
        lock (state.Gate)
        {
            state.Alarm.OnRung();
            long nowMs = state.Alarm.NowMs;
            bool early = Settings.Runtime.Rarely("consumer: extend early");
            if (early || nowMs >= state.LookAtMs)
            {
                state.OnLook();
                state.LookBy(state.Window.Look(nowMs, talk.Outbox.Turn(state.Losses), early));
            }
            state.LookBy(state.LookAtMs);
            SendAcks();
            talk.Look(nowMs);
            state.Losses.Tell(Settings, request);
        }
    }

    private SettleFlush BeginFlush(bool isClosing)
    {
        lock (state.Gate)
        {
            if (isClosing)
            {
                state.Subscription.IsClosing = true;
                state.Signal.Set(remember: true);
            }
            SendAcks();
            talk.Outbox.Ledger.Hurry();
            talk.Outbox.Send();
            return talk.Outbox.Ledger.Watch();
        }
    }

    // The node is told at once when its window runs short without it, else together with what follows.
    private void OnSettled()
    {
        bool isFirst = state.Window.Unsent == 1;
        if (state.Window.IsFlushDue || (isFirst && Settings.Runtime.Rarely("consumer: ack at once")))
            SendAcks();
        else if (isFirst)
            state.Alarm.SetBy(
                state.Alarm.NowMs + (Settings.Runtime.Rarely("consumer: ack late") ? AckLateMs : AckPauseMs));
    }

    private void SendAcks()
    {
        state.Window.DrainAcks(talk.Outbox.Finals);
        talk.Outbox.Send();
    }
}
