using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>
/// What a consumer has received: buffered, with the application, settled and not yet told; and what is to be extended.
/// Knows no connection, clock, lock or task.
/// </summary>
/// <remarks>The node holds to the window that it was given: what is received and unsettled is bounded by it.</remarks>
internal sealed class ConsumerWindow(ConsumerOptions options)
{
    private readonly Queue<DeliveredBatch> buffered = new();

    // With an unsettled delivery, and of the present subscription: those that are extended.
    private readonly List<DeliveredBatch> live = [];

    // With acks that the node has not been told.
    private readonly List<DeliveredBatch> dirty = [];

    // When the application was last seen to take or settle anything, and how many of both by then.
    private (long AtMs, long Steps) progress;
    private long steps;

    // Bytes that the node holds against the window for acks that it has not been told, about.
    private long unsentBytes;

    private long AckWaitMs => (long)options.AckWait.TotalMilliseconds;

    private long ExtendMaxMs => (long)options.ExtendMax.TotalMilliseconds;

    public bool HasBuffered => buffered.Count != 0;

    public bool HasLive => live.Count != 0;

    /// <summary>Bytes that the buffered ones take in memory, about.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Whether so much is buffered that no more is to be read for the time being.</summary>
    public bool IsOverfull => BufferedBytes > 4L * options.WindowBytes + RecordBatch.BatchBytesMax;

    /// <summary>Acks that the node has not been told.</summary>
    public int UnsentAcks { get; private set; }

    /// <summary>Whether so many acks wait that the node's window runs short without them.</summary>
    public bool IsFlushDue => UnsentAcks * 4L >= options.WindowMessages || unsentBytes * 4 >= options.WindowBytes;

    /// <summary>Milliseconds between two looks at what is to be extended.</summary>
    public long ExtensionPauseMs => Math.Max(1, AckWaitMs / 4);

    public void Add(DeliveredBatch batch, long nowMs)
    {
        if (live.Count == 0)
            progress = (nowMs, steps);
        batch.ExtendedAtMs = nowMs;
        batch.Progress = (nowMs, 0);
        batch.LivePlace = live.Count;
        live.Add(batch);
        buffered.Enqueue(batch);
        BufferedBytes += batch.HeldBytes;
    }

    /// <summary>The next batch for the application.</summary>
    public bool TryTake(out DeliveredBatch batch)
    {
        while (buffered.TryDequeue(out batch!))
        {
            steps++;
            BufferedBytes -= batch.HeldBytes;
            if (!batch.IsLapsed)
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
        UnsentAcks++;
        unsentBytes += batch.Bytes / batch.Range.Count;
        OnSettled(batch);
        return true;
    }

    /// <summary>Notes a nack; false: the delivery was settled before.</summary>
    public bool TryNack(DeliveredBatch batch, int index)
    {
        if (!batch.Nack(index))
            return false;
        OnSettled(batch);
        return true;
    }

    /// <summary>The acks that the node is to be told, as ranges.</summary>
    public void DrainAcks(List<SettleOrder> into)
    {
        foreach (DeliveredBatch batch in dirty)
            batch.DrainAcks(into);
        dirty.Clear();
        UnsentAcks = 0;
        unsentBytes = 0;
    }

    /// <summary>
    /// What is to be extended: at half of its ack wait, or <paramref name="early"/>, unless the application stands
    /// still.
    /// </summary>
    public void CollectExtensions(long nowMs, List<SettleOrder> into, bool early = false)
    {
        if (progress.Steps != steps)
            progress = (nowMs, steps);
        // Backward, since one that is given back whole leaves the list.
        for (int index = live.Count - 1; index >= 0; index--)
        {
            DeliveredBatch batch = live[index];
            if (batch.Progress.Steps != batch.Steps)
                batch.Progress = (nowMs, batch.Steps);
            long waited = nowMs - batch.ExtendedAtMs;
            if (waited >= AckWaitMs && !batch.IsLapsed)
                Lapse(batch, into);
            bool isDue = early || waited * 2 >= AckWaitMs;
            if (batch.IsLapsed || batch.IsDamaged || !isDue || IsStandingStill(batch, nowMs))
                continue;
            batch.CollectUnsettled(into);
            batch.ExtendedAtMs = nowMs;
        }
    }

    /// <summary>
    /// The subscription has ended: what the application has not got comes again, what it has may be stale.
    /// </summary>
    public void OnLinkLost()
    {
        foreach (DeliveredBatch batch in live)
        {
            batch.IsLapsed = true;
            batch.LivePlace = -1;
        }
        live.Clear();
        buffered.Clear();
        BufferedBytes = 0;
    }

    private bool IsStandingStill(DeliveredBatch batch, long nowMs) =>
        !Mutants.ExtendsForever && nowMs - (batch.Taken == 0 ? progress.AtMs : batch.Progress.AtMs) > ExtendMaxMs;

    // The application is not given the rest of it any more, and so can never settle it: the node has to hear of it,
    // or the window would be smaller by that for ever.
    private void Lapse(DeliveredBatch batch, List<SettleOrder> into)
    {
        batch.IsLapsed = true;
        batch.GiveBackRest(into);
        OnSettled(batch);
    }

    private void OnSettled(DeliveredBatch batch)
    {
        steps++;
        if (!batch.IsSettled || batch.LivePlace < 0)
            return;
        live[batch.LivePlace] = live[^1];
        live[batch.LivePlace].LivePlace = batch.LivePlace;
        live.RemoveAt(live.Count - 1);
        batch.LivePlace = -1;
    }
}
