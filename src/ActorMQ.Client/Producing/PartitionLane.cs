using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

/// <summary>The batches of one producer for one partition, in order. Owned by a <see cref="ProducerWindow"/>.</summary>
/// <remarks>
/// While the lane is not held, those that are out are a prefix of <see cref="Queue"/>. A refusal that is worth
/// another try holds the lane: all that is out is answered first, then everything goes again in order.
/// </remarks>
internal sealed class PartitionLane(int index)
{
    public int Index { get; } = index;

    /// <summary>The batch that takes messages, or null. Not in the queue.</summary>
    public PendingBatch? Open { get; set; }

    /// <summary>Closed and unanswered batches, the oldest first.</summary>
    public List<PendingBatch> Queue { get; } = [];

    /// <summary>How many of the queue are out.</summary>
    public int OutCount { get; set; }

    /// <summary>Epoch of the sequence numbers; it rises when a sequence is given up.</summary>
    public int Epoch { get; private set; }

    /// <summary>The sequence of the next message to be sealed.</summary>
    public long NextSequence { get; private set; }

    /// <summary>How many batches were sealed in this epoch.</summary>
    public long Sealed { get; private set; }

    /// <summary>
    /// How many batches were sealed since the oldest unanswered one, itself included: a node remembers so many
    /// batches of a producer, and must still know that one when it comes again. Answers to later ones change nothing.
    /// </summary>
    public long Span => Queue.Count == 0 || Queue[0].State == PendingState.Unsealed ? 0 : Sealed - Queue[0].Place;

    /// <summary>Whether the next batch to send was never sealed in this epoch.</summary>
    public bool IsNextNew => OutCount == Queue.Count || Queue[OutCount].State == PendingState.Unsealed;

    /// <summary>Whether sending waits for all that is out, and for <see cref="RetryAtMs"/>.</summary>
    public bool IsHeld { get; private set; }

    public long RetryAtMs { get; private set; }

    /// <summary>The next batch is sealed: its place among those of the epoch.</summary>
    public long Seal(int messages)
    {
        NextSequence += messages;
        return Sealed++;
    }

    public void Hold(long retryAtMs)
    {
        IsHeld = true;
        RetryAtMs = Math.Max(RetryAtMs, retryAtMs);
    }

    /// <summary>Whether the holding ends now, with a new epoch: an earlier sequence was given up.</summary>
    public bool IsEpochDue(long nowMs) => IsHeld && IsReleasable(nowMs) && HasGap;

    /// <summary>
    /// Whether the next batch may go now, as far as holding is concerned; ends the holding when it is due.
    /// </summary>
    public bool TryRelease(long nowMs)
    {
        if (!IsHeld)
            return true;
        if (!IsReleasable(nowMs))
            return false;
        IsHeld = false;
        RetryAtMs = 0;
        if (HasGap)
            BeginEpoch();
        return true;
    }

    /// <summary>All that was out was lost with the connection: the same bytes go again, in order.</summary>
    public void ReturnAll()
    {
        foreach (PendingBatch batch in Queue)
        {
            if (batch.State == PendingState.Out)
                batch.MarkLost();
        }
        if (Mutants.ResendsNewestFirst)
            Queue.Reverse(0, OutCount);
        if (Mutants.RetriesUnderNewSequence && OutCount != 0)
            BeginEpoch();
        OutCount = 0;
        IsHeld = false;
        RetryAtMs = 0;
    }

    private bool HasGap => Queue.Count != 0 && Queue[0].IsGap;

    private bool IsReleasable(long nowMs) => OutCount == 0 && nowMs >= RetryAtMs;

    // The oldest unanswered batch is refused for a gap: what it waits for was given up, and no later one is stored.
    private void BeginEpoch()
    {
        Epoch++;
        NextSequence = 0;
        Sealed = 0;
        foreach (PendingBatch batch in Queue)
            batch.Unseal();
    }
}
