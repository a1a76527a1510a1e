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

    // Sends that found no room, in order; while there are any, nobody overtakes them.
    private readonly Queue<RoomWaiter> waiting = new();
    private readonly Send sendHead = new();

    // The metadata request that is out; 0: none.
    private uint routeRequest;
    private ActorMQException? closed;

    public ProducerSession(string topic, ProducerOptions options, LinkSettings settings, SharedLink link)
    {
        Topic = topic;
        this.options = options;
        this.settings = settings;
        this.link = link;
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

    public ValueTask<SendReceipt> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (body.Length <= RecordBatch.MessageBytesMax && !cancellation.IsCancellationRequested)
        {
            lock (gate)
            {
                if (CanTakeAtOnce && window.TryAdd(new MessageParts { Body = body.Span }, out PendingBatch batch))
                    return Take(batch, pump: true);
            }
        }
        return SendAsync(new Message(body), cancellation);
    }

    public ValueTask<SendReceipt> SendAsync(in Message message, CancellationToken cancellation)
    {
        if (MessageCheck.Judge(message) is { } fault)
            return ValueTask.FromException<SendReceipt>(fault);
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<SendReceipt>(cancellation);
        lock (gate)
            return Accept(message, pump: true, cancellation);
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
                tasks[index] = MessageCheck.Judge(message) is { } fault
                    ? ValueTask.FromException<SendReceipt>(fault)
                    : Accept(message, pump: false, cancellation);
            }
            Pump();
        }
        return tasks;
    }

    /// <summary>Completes when all that was accepted before has ended.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        while (TryFindLastWaiting(out RoomWaiter? last))
        {
            await ((Task)last!.Task).ConfigureAwait(
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
            routeRequest = 0;
            RequestRoute();
        }
    }

    public bool OnReply(in InboundFrame frame)
    {
        lock (gate)
        {
            bool isLast = true;
            if (frame.Correlation == routeRequest)
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
            if (routeRequest == 0 && !window.IsRouted)
                RequestRoute();
            Pump();
        }
    }

    public void OnDown(ActorMQException why)
    {
        lock (gate)
        {
            routeRequest = 0;
            window.OnLinkLost();
        }
    }

    private bool CanTakeAtOnce => waiting.Count == 0 && closed is null;

    private ValueTask<SendReceipt> Accept(in Message message, bool pump, CancellationToken cancellation)
    {
        if (closed is { } why)
            return ValueTask.FromException<SendReceipt>(why);
        if (CanTakeAtOnce && TryAdd(message, out PendingBatch batch))
            return Take(batch, pump);
        var waiter = new RoomWaiter(message, DeadlineMs);
        waiting.Enqueue(waiter);
        alarm.SetBy(waiter.DeadlineMs);
        if (!window.IsRouted && routeRequest == 0)
            RequestRoute();
        Pump();
        return waiter.SendAsync(cancellation);
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

    private ValueTask<SendReceipt> Take(PendingBatch batch, bool pump)
    {
        ValueTask<SendReceipt> task = batch.Source.TaskOf(batch.Count - 1);
        if (batch.Count == 1)
        {
            batch.DeadlineMs = DeadlineMs;
            if (settings.Runtime.Rarely("producer: one message in a batch"))
                window.Close(batch);
        }

        if (pump && window.IsDue(batch))
            Pump();
        return task;
    }

    private void AdmitWaiting()
    {
        while (waiting.TryPeek(out RoomWaiter? waiter) && window.HasRoom(waiter.Message.Body.Length))
        {
            waiting.Dequeue();
            if (!waiter.TryClaim())
                continue; // Its sender has given up.
            if (!TryAdd(waiter.Message, out PendingBatch batch))
                throw new InvalidOperationException("A window with room refused a message.");
            waiter.SetResult(Take(batch, pump: false));
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
        var request = new MetadataRequest { Topic = { Topic } };
        if (link.TrySend(this, FrameType.Metadata, request, null, out uint number))
            routeRequest = number;
    }

    private void OnRoute(in InboundFrame frame)
    {
        routeRequest = 0;
        if (frame.Type == FrameType.Error)
        {
            OnNoRoute(ProtocolCodec.Parse(Error.Parser, frame.Head));
            return;
        }

        MetadataReply reply = ProtocolCodec.Parse(MetadataReply.Parser, frame.Head);
        TopicMetadata? topic = reply.Topic.FirstOrDefault(one => one.Name == Topic);
        if (frame.Type != FrameType.MetadataReply || topic is null)
            link.Restart(ErrorCatalogue.BadAnswer.With($"The node was asked for topic {Topic} and told another."));
        else if (topic.Error is { Code: not ErrorCode.None } error)
            OnNoRoute(error);
        else if (topic.Partitions is < 1 or > Limits.PartitionsMax)
            link.Restart(ErrorCatalogue.BadAnswer.With(
                $"The node gave topic {Topic} {topic.Partitions} partitions; 1 to {Limits.PartitionsMax} can be."));
        else
            SetRoute(new TopicRoute(topic.Id, topic.Partitions, topic.Generation));
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
        Error? error = null;
        var reply = new SendReply();
        if (frame.Type == FrameType.SendReply)
            (reply, error) = (ProtocolCodec.Parse(SendReply.Parser, frame.Head), null);
        else if (frame.Type == FrameType.Error)
            error = ProtocolCodec.Parse(Error.Parser, frame.Head);
        else
            link.Restart(ErrorCatalogue.BadAnswer.With($"The node answered a batch with a {frame.Type} frame."));

        if (reply.Status is not (SendStatus.Ok or SendStatus.Refused))
            return false; // Progress: the end is still to come.
        error ??= reply.Error;
        if (error is not null && error.Code != ErrorCode.None)
            OnRefused(batch, error);
        else if (frame.Type == FrameType.SendReply)
            OnStored(batch, reply);
        return true;
    }

    private void OnStored(PendingBatch batch, SendReply reply)
    {
        backoff.Reset();
        if (settings.Runtime.Rarely("producer: send again what is stored"))
            link.TrySend(this, FrameType.Send, HeadOf(batch), batch.Bytes, out _);
        if (routeRequest == 0 && settings.Runtime.Rarely("producer: ask for the route again"))
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
        if (error.Code is ErrorCode.UnknownTopic or ErrorCode.NotOwner or ErrorCode.StaleRoute && routeRequest == 0)
            RequestRoute();
    }

    private void OnAlarm()
    {
        lock (gate)
        {
            alarm.OnRung();
            long nowMs = alarm.NowMs;
            window.Expire(nowMs, Late());
            while (waiting.TryPeek(out RoomWaiter? waiter) && waiter.DeadlineMs <= nowMs)
                FailNextWaiting(Late());
            if (!window.IsRouted && waiting.Count != 0 && routeRequest == 0)
                RequestRoute();
            AdmitWaiting();
            Pump();
            alarm.SetBy(waiting.TryPeek(out RoomWaiter? next) ? next.DeadlineMs : null);
        }
    }

    private void Fail(ActorMQException why)
    {
        window.Expire(long.MaxValue, why);
        while (waiting.Count != 0)
            FailNextWaiting(why);
    }

    private void FailNextWaiting(ActorMQException why)
    {
        RoomWaiter waiter = waiting.Dequeue();
        if (waiter.TryClaim())
            waiter.SetException(why);
    }

    private bool TryFindLastWaiting(out RoomWaiter? last)
    {
        lock (gate)
            last = waiting.LastOrDefault();
        return last is not null;
    }

    private ActorMQException Late() => ErrorCatalogue.DeliveryTimeout.With(
        $"A message for topic {Topic} was not confirmed within {options.DeliveryTimeout.TotalSeconds:0.#} s; "
        + (link.IsUp ? "the connection is up." : $"the connection is down: {link.LastFailure?.Summary}"));
}
