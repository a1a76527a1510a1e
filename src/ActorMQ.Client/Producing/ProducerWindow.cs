using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

/// <summary>
/// What a producer has accepted and not yet confirmed: which partition a message goes to, which batch, under which
/// sequence; which batch is to be sent next, and again. Knows no connection, clock, lock or task.
/// </summary>
/// <remarks>
/// A batch is sent when it is full, or when nothing is out that was sent before it was opened: so a lone message
/// goes at once, and under load what comes during one round trip goes together. A retry sends identical bytes under
/// the same sequence, and per partition batches go in order.
/// </remarks>
internal sealed class ProducerWindow(ProducerOptions options, ProducerIdentity identity, SendSourcePool sources)
{
    private const int IdleMax = 64;

    private readonly SlabPool slabs = new(64 * 1024 * 1024);
    private readonly Stack<PendingBatch> idle = new();

    // What is sent and not answered, by request.
    private readonly Dictionary<uint, PendingBatch> outs = [];
    private PartitionLane[] lanes = [];
    private TopicRoute route;
    private int sticky;
    private int turn;
    private SendPace pace;

    // Whether a batch was closed and not yet shown to TryTake.
    private bool hasClosed;

    /// <summary>Whether the topic is known, without which nothing can be taken.</summary>
    public bool IsRouted => lanes.Length != 0;

    public TopicRoute Route => route;

    /// <summary>Messages taken and not ended.</summary>
    public int Messages { get; private set; }

    /// <summary>Bytes taken and not ended.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyList<PartitionLane> Lanes => lanes;

    /// <summary>
    /// Learns the topic. Partitions may be added to a topic, never taken away; another topic begins anew.
    /// </summary>
    public void SetRoute(TopicRoute learned)
    {
        if (learned.TopicId != route.TopicId)
            (lanes, sticky, turn) = ([], 0, 0);
        route = learned;
        int known = lanes.Length;
        if (learned.Partitions <= known)
            return;
        Array.Resize(ref lanes, learned.Partitions);
        for (int index = known; index < lanes.Length; index++)
            lanes[index] = new PartitionLane(index);
    }

    /// <summary>Takes a message into an open batch; false: there is no room, or no route yet.</summary>
    /// <param name="parts">The message, within its limits.</param>
    /// <param name="batch">The batch; the message is its last one. Who sees its first one sets its deadline.</param>
    public bool TryAdd(in MessageParts parts, out PendingBatch batch)
    {
        batch = null!;
        if (!HasRoom(parts.Charge))
            return false;
        PartitionLane lane = LaneOf(parts.Key);
        batch = lane.Open ?? OpenBatch(lane);
        while (!TryAppend(batch, parts)) // An empty batch takes any message.
        {
            CloseBatch(lane);
            hasClosed = true;
            lane = LaneOf(parts.Key);
            batch = lane.Open ?? OpenBatch(lane);
        }
        batch.Charge += parts.Charge;
        Messages++;
        Bytes += parts.Charge;
        return true;
    }

    /// <summary>
    /// Whether <see cref="TryTake"/> may find something after a message went into <paramref name="batch"/>.
    /// </summary>
    public bool IsDue(PendingBatch batch) => hasClosed || pace.IsAnswered(batch.OpenedAfter);

    /// <summary>Takes no more into an open batch: it goes as it is.</summary>
    public void Close(PendingBatch batch)
    {
        CloseBatch(batch.Lane);
        hasClosed = true;
    }

    /// <summary>The next batch to send, sealed; false: nothing is due. The caller says how it went.</summary>
    public bool TryTake(long nowMs, long nowUnixMs, out PendingBatch batch)
    {
        hasClosed = false;
        for (int step = 0; step < lanes.Length; step++)
        {
            PartitionLane lane = lanes[(turn + step) % lanes.Length];
            if (lane.IsEpochDue(nowMs))
                EndLost(lane);
            if (lane.OutCount >= options.BatchesInFlightMax || !lane.TryRelease(nowMs))
                continue;
            if (lane.IsNextNew && lane.Span >= options.BatchesInFlightMax)
                continue;
            if (lane.OutCount == lane.Queue.Count && !TryCloseDue(lane))
                continue;
            turn = (turn + step) % lanes.Length;
            batch = lane.Queue[lane.OutCount];
            if (batch.State == PendingState.Unsealed)
                Seal(batch, nowUnixMs);
            return true;
        }
        batch = null!;
        return false;
    }

    /// <summary>The batch of <see cref="TryTake"/> was sent.</summary>
    public void MarkSent(PendingBatch batch, uint request)
    {
        batch.MarkOut(pace.Send(), request);
        outs.Add(request, batch);
        batch.Lane.OutCount++;
    }

    /// <summary>The batch that was sent as that request and is not answered; null: none, or it was given up.</summary>
    public PendingBatch? FindOut(uint request) => outs.GetValueOrDefault(request);

    /// <summary>The node has answered with an end: stored, or refused for good.</summary>
    public void OnEnded(PendingBatch batch, in SendOutcome outcome)
    {
        NoteAnswer(batch);
        End(batch, outcome);
    }

    /// <summary>
    /// The node has refused for now: everything of the lane goes again, in order, not before the given time.
    /// </summary>
    public void OnRefusedForNow(PendingBatch batch, bool isGap, long retryAtMs)
    {
        NoteAnswer(batch);
        batch.MarkReturned();
        batch.IsGap = isGap;
        batch.Lane.Hold(retryAtMs);
    }

    /// <summary>The connection is gone: what was out has an unknown end and is sent again.</summary>
    public void OnLinkLost()
    {
        foreach (PartitionLane lane in lanes)
            lane.ReturnAll();
        outs.Clear();
        pace.Forget();
    }

    /// <summary>Ends what has passed its deadline; with <see cref="long.MaxValue"/>, everything.</summary>
    public void Expire(long nowMs, ActorMQException why)
    {
        foreach (PartitionLane lane in lanes)
        {
            if (lane.Open is { } open && open.DeadlineMs <= nowMs)
                CloseBatch(lane);
            while (lane.Queue.Count != 0 && lane.Queue[0].DeadlineMs <= nowMs)
            {
                PendingBatch batch = lane.Queue[0];
                if (batch.State == PendingState.Out)
                    NoteAnswer(batch);
                End(batch, new SendOutcome(lane.Index, 0, false, why));
            }
        }
    }

    /// <summary>When the next batch passes its deadline; null while nothing waits.</summary>
    public long? NextDeadlineMs()
    {
        long next = long.MaxValue;
        foreach (PartitionLane lane in lanes)
        {
            PendingBatch? oldest = lane.Queue.Count != 0 ? lane.Queue[0] : lane.Open;
            next = Math.Min(next, oldest?.DeadlineMs ?? long.MaxValue);
        }
        return next == long.MaxValue ? null : next;
    }

    /// <summary>When the next held lane is due; null: none is held.</summary>
    public long? NextRetryMs()
    {
        long next = long.MaxValue;
        foreach (PartitionLane lane in lanes)
        {
            if (lane.IsHeld && lane.OutCount == 0)
                next = Math.Min(next, lane.RetryAtMs);
        }
        return next == long.MaxValue ? null : next;
    }

    /// <summary>Lets <paramref name="waiter"/> watch everything that has not ended; false: there is nothing.</summary>
    public bool TryWatchAll(FlushWaiter waiter)
    {
        bool any = false;
        foreach (PartitionLane lane in lanes)
        {
            if (lane.Open is { } open)
                waiter.Watch(open);
            foreach (PendingBatch batch in lane.Queue)
                waiter.Watch(batch);
            any |= lane.Open is not null || lane.Queue.Count != 0;
        }
        return any;
    }

    private PartitionLane LaneOf(ReadOnlySpan<byte> key) =>
        key.IsEmpty ? lanes[sticky] : lanes[Murmur2.Partition(key, lanes.Length)];

    /// <summary>Whether a message of that many bytes would be taken.</summary>
    public bool HasRoom(int charge) =>
        IsRouted && Messages < options.InFlightMessagesMax
        && (Messages == 0 || Bytes + charge <= options.InFlightBytesMax);

    private PendingBatch OpenBatch(PartitionLane lane)
    {
        if (!idle.TryPop(out PendingBatch? batch))
            batch = new PendingBatch(options.BatchBytes);
        batch.Begin(lane, sources.Rent(), pace.LastSent);
        return lane.Open = batch;
    }

    private static bool TryAppend(PendingBatch batch, in MessageParts parts) =>
        parts.Key.IsEmpty && parts.Tag.IsEmpty && parts.Headers is null
            ? batch.Builder.TryAdd(parts.Body)
            : batch.Builder.TryAdd(parts.Key, parts.Tag, parts.Headers, parts.Body);

    private void CloseBatch(PartitionLane lane)
    {
        lane.Queue.Add(lane.Open!);
        lane.Open = null;
        if (lane.Index == sticky)
            sticky = NextSticky();
    }

    // Messages without a key go on to the next partition that can send at once.
    private int NextSticky()
    {
        for (int step = 1; step < lanes.Length; step++)
        {
            int index = (sticky + step) % lanes.Length;
            if (lanes[index].Queue.Count < options.BatchesInFlightMax)
                return index;
        }
        return (sticky + 1) % lanes.Length;
    }

    private bool TryCloseDue(PartitionLane lane)
    {
        if (lane.Open is not { } open || !pace.IsAnswered(open.OpenedAfter))
            return false;
        CloseBatch(lane);
        return true;
    }

    private void Seal(PendingBatch batch, long nowUnixMs)
    {
        PartitionLane lane = batch.Lane;
        batch.Seal(
            new BatchStamp(identity, lane.Epoch, lane.NextSequence, route.Generation, nowUnixMs), slabs);
    }

    // What a lost connection still carries is accepted when it comes, for as long as the node knows no later epoch:
    // the same messages under another sequence would be stored beside it.
    private void EndLost(PartitionLane lane)
    {
        for (int index = lane.Queue.Count - 1; index >= 0; index--)
        {
            if (lane.Queue[index].Sent.WasLost)
                End(lane.Queue[index], new SendOutcome(lane.Index, 0, false, Lost()));
        }
    }

    private static ActorMQException Lost() => ErrorCatalogue.ConnectionLost.With(
        "A message was sent over a connection that is gone, and messages before it have failed meanwhile; "
        + "it may or may not have been stored.");

    private void NoteAnswer(PendingBatch batch)
    {
        outs.Remove(batch.Sent.Request);
        batch.Lane.OutCount--;
        pace.Answer(batch.Sent.Number);
    }

    private void End(PendingBatch batch, in SendOutcome outcome)
    {
        batch.Lane.Queue.Remove(batch);
        Messages -= batch.Count;
        Bytes -= batch.Charge;
        batch.Source.Resolve(outcome, batch.Count);
        if (batch.Flushes is { } flushes)
            flushes.ForEach(static waiter => waiter.OnEnded());
        bool isLarge = batch.Charge > 4L * options.BatchBytes;
        batch.Clear();
        if (idle.Count < IdleMax && !isLarge)
            idle.Push(batch);
    }
}
