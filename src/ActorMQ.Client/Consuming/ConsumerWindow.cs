using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// What a consumer has received: buffered, with the application, settled and not yet told; what is to be extended,
/// and what is lost. Knows no connection, clock, lock or task.
/// </summary>
/// <remarks>The node holds to the window that it was given: what is received and unsettled is bounded by it.</remarks>
internal sealed class ConsumerWindow(ConsumerOptions options)
{
    private readonly Queue<DeliveredBatch> buffered = new();

    // With a delivery that is neither settled nor lost.
    private readonly List<DeliveredBatch> live = [];

    // With acks that the node has not been told.
    private readonly List<DeliveredBatch> dirty = [];

    // Given to the application, and the node does not know how much of it.
    private readonly List<DeliveredBatch> unstarted = [];

    // When the application was last seen to take or settle anything, and how many of both by then.
    private (long AtMs, long Steps) progress;
    private long steps;

    // Bytes that the node holds against the window for what it has not been told, about.
    private long unsentBytes;
    private volatile bool isWithheld;

    /// <summary>The ack wait of the subscription, in milliseconds.</summary>
    public long AckWaitMs { get; set; } = (long)(options.AckWait ?? ConsumerOptions.AckWaitDefault).TotalMilliseconds;

    /// <summary>
    /// Whether nothing is given to the application for now: it is not known what is still the consumer's.
    /// </summary>
    public bool IsWithheld
    {
        get => isWithheld;
        set => isWithheld = value;
    }

    public bool CanTake => !IsWithheld && buffered.Count != 0;

    public bool HasLive => live.Count != 0;

    /// <summary>Whether the application has a delivery that is neither settled nor lost.</summary>
    public bool IsWithApplication => live.Exists(static batch => batch.IsWithApplication);

    /// <summary>Bytes that the buffered ones take in memory, about.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Whether so much is buffered that no more is to be read for the time being.</summary>
    public bool IsOverfull => BufferedBytes > 4L * options.WindowBytes + RecordBatch.BatchBytesMax;

    /// <summary>Acks, nacks and rejects since <see cref="DrainAcks"/>.</summary>
    public int Unsent { get; private set; }

    /// <summary>Whether so many of them wait that the node's window runs short without them.</summary>
    public bool IsFlushDue => Unsent * 4L >= options.WindowMessages || unsentBytes * 4 >= options.WindowBytes;

    private long RenewMaxMs =>
        Mutants.ExtendsForever ? long.MaxValue : (long)options.ExtendMax.TotalMilliseconds;

    public void Add(DeliveredBatch batch, long nowMs)
    {
        if (live.Count == 0)
            progress = (nowMs, steps);
        batch.Begin(nowMs, AckWaitMs);
        batch.LivePlace = live.Count;
        live.Add(batch);
        buffered.Enqueue(batch);
        BufferedBytes += batch.HeldBytes;
    }

    /// <summary>The next batch for the application.</summary>
    public bool TryTake(long nowMs, out DeliveredBatch batch)
    {
        batch = null!;
        while (!IsWithheld && buffered.TryDequeue(out batch!))
        {
            steps++;
            BufferedBytes -= batch.HeldBytes;
            if (batch.Held == 0 || batch.Locks.HeldUntilMs <= nowMs)
                continue;
            unstarted.Add(batch);
            return true;
        }
        return false;
    }

    /// <summary>Notes an ack; false: the delivery was settled before.</summary>
    public bool TryAck(DeliveredBatch batch, int index)
    {
        if (!batch.Ack(index))
            return false;
        if (batch.UnsentAcks == 1)
            dirty.Add(batch);
        OnSettled(batch);
        return true;
    }

    /// <summary>Notes a nack or a reject; false: the delivery was settled before.</summary>
    public bool TryReturn(DeliveredBatch batch, int index)
    {
        if (!batch.Settle(index))
            return false;
        OnSettled(batch);
        return true;
    }

    /// <summary>The acks that the node is to be told, and what the application has in hand, as ranges.</summary>
    public void DrainAcks(List<SettleOrder> into)
    {
        foreach (DeliveredBatch batch in dirty)
            batch.DrainAcks(into);
        dirty.Clear();
        Unsent = 0;
        unsentBytes = 0;
        for (int at = unstarted.Count - 1; at >= 0; at--)
        {
            if (unstarted[at].DrainStarts(into) || unstarted[at].Held == 0)
                unstarted.RemoveAt(at);
        }
    }

    /// <summary>
    /// Ends the locks whose time is over. Extends the others at half of their ack wait, or <paramref name="early"/>,
    /// unless the application stands still.
    /// </summary>
    /// <param name="nowMs">The time, monotonic.</param>
    /// <param name="turn">What comes of it.</param>
    /// <param name="early">Whether to extend before it is due.</param>
    /// <returns>When to look again, at the latest; <see cref="long.MaxValue"/>: never.</returns>
    public long Look(long nowMs, LookTurn turn, bool early = false)
    {
        if (progress.Steps != steps)
            progress = (nowMs, steps);
        bool isStandingStill = nowMs - progress.AtMs > RenewMaxMs;
        long next = long.MaxValue;
        for (int at = live.Count - 1; at >= 0; at--)
        {
            DeliveredBatch batch = live[at];
            DeliveryLocks locks = batch.Locks;
            locks.LookAt(nowMs, batch.Taken, RenewMaxMs);
            if (locks.EarliestEndMs <= nowMs)
                Lose(batch, 0, batch.Range.Count, nowMs, turn);
            if (batch.Held == 0)
                continue;
            next = Math.Min(next, locks.EarliestEndMs);
            long dueMs = locks.AskedAtMs + AckWaitMs / 2;
            if (isStandingStill || turn.Renewals is not { } renewals)
                continue;
            if (nowMs < dueMs && !early)
            {
                next = Math.Min(next, dueMs);
                continue;
            }
            batch.CollectRenewals(renewals);
            locks.AskedAtMs = nowMs;
            next = Math.Min(next, nowMs + AckWaitMs / 2);
        }
        return next;
    }

    /// <summary>The node has extended these batches, or says that none of it was the consumer's any more.</summary>
    public void OnExtended(SettleRequest request, bool isRefused, LookTurn turn)
    {
        foreach (DeliveredBatch batch in request.Batches)
        {
            if (isRefused)
                Lose(batch, 0, batch.Range.Count, long.MaxValue, turn);
            else if (request.Kind == SettleRequestKind.Claim)
                batch.Locks.RenewAll(request.SentAtMs + AckWaitMs);
            else
                batch.Locks.Renew(request.SentAtMs + AckWaitMs);
        }
    }

    /// <summary>The node says that these deliveries are not the consumer's any more.</summary>
    public void Lose(in DeliveryRange lost, LookTurn turn)
    {
        for (int at = live.Count - 1; at >= 0; at--)
        {
            DeliveredBatch batch = live[at];
            long first = Math.Max(lost.First, batch.Range.First);
            long end = Math.Min(lost.First + lost.Count, batch.Range.First + batch.Range.Count);
            if (batch.Range.Partition != lost.Partition || batch.Range.Attempt != lost.Attempt || first >= end)
                continue;
            Lose(batch, (int)(first - batch.Range.First), (int)(end - batch.Range.First), long.MaxValue, turn);
        }
    }

    /// <summary>That one is not the consumer's any more.</summary>
    public void Lose(DeliveredBatch batch, int index, LookTurn turn) =>
        Lose(batch, index, index + 1, long.MaxValue, turn);

    /// <summary>
    /// The subscription has ended: until the node has heard what the consumer claims, nothing more is given out.
    /// </summary>
    public void OnLinkLost() => IsWithheld = true;

    /// <summary>All that is held, as ranges that the consumer claims of a node that it comes back to.</summary>
    public void CollectClaims(long nowMs, List<SettleOrder> into)
    {
        HashSet<DeliveredBatch> known = [.. unstarted];
        foreach (DeliveredBatch batch in live)
        {
            if (batch.Taken != 0 && known.Add(batch))
                unstarted.Add(batch);
            batch.CollectClaims(into);
            batch.Locks.AskedAtMs = nowMs;
        }
    }

    /// <summary>Everything was handed back with the end of the subscription.</summary>
    public void Abandon(LookTurn turn)
    {
        for (int at = live.Count - 1; at >= 0; at--)
            Lose(live[at], 0, live[at].Range.Count, long.MaxValue, turn);
        buffered.Clear();
        BufferedBytes = 0;
    }

    private void Lose(DeliveredBatch batch, int first, int end, long byMs, LookTurn turn)
    {
        batch.Lose(first, end, byMs, turn.Losses, turn.Back);
        if (batch.Held == 0)
            RemoveLive(batch);
    }

    private void OnSettled(DeliveredBatch batch)
    {
        steps++;
        Unsent++;
        unsentBytes += batch.Bytes / batch.Range.Records;
        if (batch.Held == 0)
            RemoveLive(batch);
    }

    private void RemoveLive(DeliveredBatch batch)
    {
        if (batch.LivePlace < 0)
            return;
        live[batch.LivePlace] = live[^1];
        live[batch.LivePlace].LivePlace = batch.LivePlace;
        live.RemoveAt(live.Count - 1);
        batch.LivePlace = -1;
    }
}
