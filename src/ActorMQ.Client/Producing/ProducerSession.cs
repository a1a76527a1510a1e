using ActorMQ.Client.Links;
using ActorMQ.Protocol;
using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

#pragma warning disable CA2012 // Tasks of sends are passed on here, each to one who awaits it once.

/// <summary>The shell round a <see cref="ProducerWindow"/>: one lock, the client's link, one timer.</summary>
/// <remarks>
/// Senders pack messages under the lock, and whoever finds a batch due sends it. Nothing here waits, and nobody who
/// awaits a send is woken under the lock.
/// </remarks>
internal sealed class ProducerSession : IReplyTarget
{
    private const long LaterMs = 10;

    private readonly LinkSettings settings;
    private readonly SharedLink link;
    private readonly ProducerOptions options;
    private readonly ProducerWindow window;
    private readonly Backoff backoff;
    private readonly Alarm alarm;
    private readonly Lock gate = new();

    private readonly WaitingSends waiting = new();
    private readonly Send sendHead = new();
    private readonly TopicLookup lookup;
    private ActorMQException? closed;

    public ProducerSession(string topic, ProducerOptions options, LinkSettings settings, SharedLink link)
    {
        Topic = topic;
        this.options = options;
        this.settings = settings;
        this.link = link;
        lookup = new TopicLookup(topic, link);
        Span<byte> id = stackalloc byte[16];
        settings.Runtime.NewId().TryWriteBytes(id);
        var identity = new ProducerIdentity(BitConverter.ToUInt64(id), BitConverter.ToUInt64(id[8..]) | 1);
        window = new ProducerWindow(options, identity, new SendSourcePool(settings.Runtime));
        backoff = new Backoff(
            settings.Options.ReconnectPause, settings.Options.ReconnectPauseMax,
            settings.Runtime.Random("producer retries"));
        alarm = new Alarm(settings.Runtime.Time, static session => ((ProducerSession)session!).OnAlarm(), this);
    }

    public string Topic { get; }

    private long DeadlineMs => alarm.NowMs + (long)options.DeliveryTimeout.TotalMilliseconds;

    private bool CanTakeAtOnce => waiting.IsEmpty && closed is null;

    public ValueTask<SendReceipt> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (body.Length <= RecordBatch.MessageBytesMax && !cancellation.IsCancellationRequested)
        {
            lock (gate)
            {
                if (CanTakeAtOnce && window.TryAdd(new MessageParts { Body = body.Span }, out PendingBatch batch))
                    return Take(batch, pump: true, watch: null).ReceiptAsync();
            }
        }
        return SendAsync(new Message(body), cancellation);
    }

    public ValueTask<SendReceipt> SendAsync(in Message message, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<SendReceipt>(cancellation);
        Acceptance taken = Accept(message, watch: null);
        if (taken.Fault is { } fault)
            return ValueTask.FromException<SendReceipt>(fault);
        return taken.Waiter?.ReceiptAsync(cancellation) ?? taken.Ticket.ReceiptAsync();
    }

    public ValueTask<SendResult> TrySendAsync(in Message message, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<SendResult>(cancellation);
        Acceptance taken = Accept(message, watch: null);
        if (taken.Fault is { } fault)
            return ValueTask.FromResult(new SendResult(fault));
        return taken.Waiter?.ResultAsync(cancellation) ?? taken.Ticket.ResultAsync();
    }

    /// <summary>Completes when the message is taken; its end is told to <paramref name="watch"/>.</summary>
    public async ValueTask EnqueueAsync(Message message, SendWatch watch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Acceptance taken = Accept(message, watch);
        if (taken.Fault is { } fault)
            throw fault;
        if (taken.Waiter is { } waiter)
            await waiter.TakenAsync(cancellation);
    }

    /// <summary>Takes all messages before the first batch may go; the tasks are in the order of the messages.</summary>
    public ValueTask<SendReceipt>[] SendAll(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        var tasks = new ValueTask<SendReceipt>[messages.Count];
        lock (gate)
        {
            for (int index = 0; index < tasks.Length; index++)
            {
                Message message = messages[index];
                Acceptance taken = MessageCheck.Judge(message) is { } fault
                    ? new Acceptance(default, Fault: fault)
                    : Accept(message, pump: false, watch: null);
                tasks[index] = taken.Fault is { } why
                    ? ValueTask.FromException<SendReceipt>(why)
                    : taken.Waiter?.ReceiptAsync(cancellation) ?? taken.Ticket.ReceiptAsync();
            }
            Pump();
        }
        return tasks;
    }

    /// <summary>Completes when all that was accepted before has ended.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        while (FindLastWaiting() is { } last)
        {
            await ((Task)last.Task).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellation.ThrowIfCancellationRequested();
        }

        var ended = new FlushWaiter();
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static (waiter, token) => ((FlushWaiter)waiter!).TrySetCanceled(token), ended);
        bool isAny;
        lock (gate)
            isAny = window.TryWatchAll(ended);
        if (isAny)
            await ended.Task;
    }

    /// <summary>Takes no more messages; those taken go on.</summary>
    public void StopTaking(ActorMQException why)
    {
        lock (gate)
            closed ??= why;
    }

    /// <summary>Ends everything that has not ended.</summary>
    public void End(ActorMQException why)
    {
        lock (gate)
        {
            closed ??= why;
            Fail(why);
        }
        alarm.Stop();
    }

    public void OnUp()
    {
        lock (gate)
        {
            lookup.Forget();
            RequestRoute();
        }
    }

    public bool OnReply(in InboundFrame frame)
    {
        lock (gate)
        {
            bool isLast = true;
            if (lookup.IsAnswer(frame.Correlation))
                OnRoute(frame);
            else if (settings.Runtime.Rarely("producer: lose an answer"))
                link.Restart(ErrorCatalogue.ConnectionLost.With("An answer was lost."));
            else if (window.FindOut(frame.Correlation) is { } batch)
                isLast = OnSendReply(batch, frame);
            AdmitWaiting();
            Pump();
            return isLast;
        }
    }

    public void OnWritable()
    {
        lock (gate)
        {
            if (!window.IsRouted)
                RequestRoute();
            Pump();
        }
    }

    public void OnDown(ActorMQException why)
    {
        lock (gate)
        {
            lookup.Forget();
            window.OnLinkLost();
        }
    }

    private Acceptance Accept(in Message message, SendWatch? watch)
    {
        if (MessageCheck.Judge(message) is { } fault)
            return new Acceptance(default, Fault: fault);
        lock (gate)
            return Accept(message, pump: true, watch);
    }

    private Acceptance Accept(in Message message, bool pump, SendWatch? watch)
    {
        if (closed is not null)
            return new Acceptance(default, Fault: closed);
        if (CanTakeAtOnce && TryAdd(message, out PendingBatch batch))
            return new Acceptance(Take(batch, pump, watch));
        var waiter = new RoomWaiter(message, DeadlineMs, watch);
        waiting.Add(waiter);
        alarm.SetBy(waiter.DeadlineMs);
        if (!window.IsRouted)
            RequestRoute();
        Pump();
        return new Acceptance(default, waiter);
    }

    private bool TryAdd(in Message message, out PendingBatch batch) => window.TryAdd(
        new MessageParts
        {
            Body = message.Body.Span,
            Key = message.Key.Span,
            Tag = MessageCheck.TagOf(message),
            Headers = MessageCheck.HeadersOf(message),
        },
        out batch);

    private SendTicket Take(PendingBatch batch, bool pump, SendWatch? watch)
    {
        var ticket = new SendTicket(batch.Source, batch.Count - 1);
        if (watch is { } told)
            batch.Source.Watch(ticket.Index, told);
        if (batch.Count == 1)
        {
            batch.DeadlineMs = DeadlineMs;
            if (settings.Runtime.Rarely("producer: one message in a batch"))
                window.Close(batch);
        }
        if (pump && window.IsDue(batch))
            Pump();
        return ticket;
    }

    private void AdmitWaiting()
    {
        while (waiting.TryTake(window, out RoomWaiter waiter))
        {
            if (!TryAdd(waiter.Message, out PendingBatch batch))
                throw new InvalidOperationException("A window with room refused a message.");
            waiter.SetResult(Take(batch, pump: false, waiter.Watch));
        }
    }

    private void Pump()
    {
        if (!link.IsUp || !window.IsRouted)
        {
            // Nothing can go, and yet nothing may wait for ever.
            alarm.SetBy(window.NextDeadlineMs());
            return;
        }
        long nowMs = alarm.NowMs;
        if (settings.Runtime.Rarely("producer: send later"))
        {
            alarm.SetBy(nowMs + LaterMs);
            return;
        }

        long nowUnixMs = settings.Runtime.Time.GetUtcNow().ToUnixTimeMilliseconds();
        while (window.TryTake(nowMs, nowUnixMs, out PendingBatch batch))
        {
            if (!link.TrySend(this, FrameType.Send, HeadOf(batch), batch.Bytes, out uint number))
                break; // OnWritable or OnUp goes on.
            window.MarkSent(batch, number);
        }
        alarm.SetBy(window.NextDeadlineMs());
        alarm.SetBy(window.NextRetryMs());
    }

    private Send HeadOf(PendingBatch batch)
    {
        sendHead.TopicId = window.Route.TopicId;
        sendHead.Generation = window.Route.Generation;
        bool isRerouted = Mutants.ReroutesRetries && batch.Sent.Number != 0;
        sendHead.Partition = isRerouted ? (batch.Lane.Index + 1) % window.Route.Partitions : batch.Lane.Index;
        return sendHead;
    }

    private void RequestRoute()
    {
        lookup.Ask(this, alarm.NowMs + (long)settings.Options.RequestTimeout.TotalMilliseconds);
        alarm.SetBy(lookup.DueMs);
    }

    private void OnRoute(in InboundFrame frame)
    {
        (TopicRoute? route, Error? error) = lookup.Read(frame);
        if (route is { } known)
            SetRoute(known);
        else if (error is not null)
            OnNoRoute(error);
    }

    private void SetRoute(TopicRoute route)
    {
        bool isOther = window.IsRouted && window.Route.TopicId != route.TopicId;
        if (isOther) // Deleted and created again: what was sent to the former topic is not for this one.
            window.Expire(
                long.MaxValue, ErrorCatalogue.Find(ErrorCode.UnknownTopic).With($"Topic {Topic} was deleted."));
        window.SetRoute(route);
    }

    private void OnNoRoute(Error error)
    {
        if (SendRefusals.IsWorthAnotherTry(error.Code))
            alarm.SetBy(alarm.NowMs + (long)backoff.Next().TotalMilliseconds);
        else
            Fail(ErrorCatalogue.From(error));
    }

    private bool OnSendReply(PendingBatch batch, in InboundFrame frame)
    {
        if (SendAnswer.Read(frame) is not { } answer)
            link.Restart(ErrorCatalogue.BadAnswer.With($"The node answered a batch with a {frame.Type} frame."));
        else if (answer.IsProgress)
            return false;
        else if (answer.Refusal is { } refusal)
            OnRefused(batch, refusal);
        else
            OnStored(batch, answer.Reply);
        return true;
    }

    private void OnStored(PendingBatch batch, SendReply reply)
    {
        backoff.Reset();
        if (settings.Runtime.Rarely("producer: send again what is stored"))
            link.TrySend(this, FrameType.Send, HeadOf(batch), batch.Bytes, out _);
        if (!lookup.IsOut && settings.Runtime.Rarely("producer: ask for the route again"))
            RequestRoute();
        window.OnEnded(batch, new SendOutcome(batch.Lane.Index, reply.BaseOffset, reply.Duplicate));
    }

    private void OnRefused(PendingBatch batch, Error error)
    {
        bool isGap = error.Code is ErrorCode.SequenceGap or ErrorCode.UnknownProducer;
        if (isGap)
            window.OnRefusedForNow(batch, isGap, retryAtMs: 0);
        else if (SendRefusals.IsWorthAnotherTry(error.Code))
            window.OnRefusedForNow(batch, isGap, alarm.NowMs + (long)backoff.Next().TotalMilliseconds);
        else
            window.OnEnded(batch, new SendOutcome(batch.Lane.Index, 0, false, ErrorCatalogue.From(error)));
        if (error.Code is ErrorCode.UnknownTopic or ErrorCode.NotOwner or ErrorCode.StaleRoute)
            RequestRoute();
    }

    private void OnAlarm()
    {
        lock (gate)
        {
            alarm.OnRung();
            long nowMs = alarm.NowMs;
            if (nowMs >= lookup.DueMs)
                link.Restart(ErrorCatalogue.RequestTimeout.With($"The node did not describe topic {Topic} in time."));
            else
                alarm.SetBy(lookup.DueMs);
            window.Expire(nowMs, Late());
            waiting.Fail(nowMs, Late());
            if (!window.IsRouted && !waiting.IsEmpty)
                RequestRoute();
            AdmitWaiting();
            Pump();
            alarm.SetBy(waiting.NextDeadlineMs);
        }
    }

    private void Fail(ActorMQException why)
    {
        window.Expire(long.MaxValue, why);
        waiting.Fail(long.MaxValue, why);
    }

    private RoomWaiter? FindLastWaiting()
    {
        lock (gate)
            return waiting.Last;
    }

    private ActorMQException Late() => ErrorCatalogue.DeliveryTimeout.With(
        $"A message for topic {Topic} was not confirmed within {options.DeliveryTimeout.TotalSeconds:0.#} s; "
        + (link.IsUp ? "the connection is up." : $"the connection is down: {link.LastFailure?.Summary}"));
}
