using ActorMQ.Records;

namespace ActorMQ.Client.Producing;

/// <summary>
/// One batch from its first message to its answer. Owned by a <see cref="ProducerWindow"/>; not thread-safe.
/// </summary>
internal sealed class PendingBatch(int batchBytes)
{
    public BatchBuilder Builder { get; } = new(batchBytes);

    public SendSource Source { get; private set; } = null!;

    public PartitionLane Lane { get; private set; } = null!;

    public PendingState State { get; private set; }

    /// <summary>Bytes of bodies, keys and the like, as counted against the window.</summary>
    public long Charge { get; set; }

    /// <summary>Monotonic milliseconds after which its messages fail.</summary>
    public long DeadlineMs { get; set; }

    /// <summary>
    /// The number of the batch that the producer had sent last when this one got its first message. Once that one is
    /// answered, this one is sent even if it is not full.
    /// </summary>
    public long OpenedAfter { get; private set; }

    /// <summary>As what it was sent last.</summary>
    public SentAs Sent { get; private set; }

    /// <summary>Its place among the batches of its lane that were sealed in its epoch, from 0.</summary>
    public long Place { get; private set; }

    /// <summary>Whether the node's last answer was that an earlier sequence is missing.</summary>
    public bool IsGap { get; set; }

    /// <summary>Who waits for this batch to end, besides its senders; null: nobody.</summary>
    public List<FlushWaiter>? Flushes { get; set; }

    public int Count => Builder.Count;

    /// <summary>The sealed bytes, or null.</summary>
    public Slab? Bytes { get; private set; }

    public void Begin(PartitionLane lane, SendSource source, long openedAfter)
    {
        Lane = lane;
        Source = source;
        OpenedAfter = openedAfter;
    }

    public void Seal(in BatchStamp stamp, SlabPool pool)
    {
        Bytes = Builder.Seal(stamp, pool);
        Place = Lane.Seal(Count);
        State = PendingState.Sealed;
    }

    /// <summary>
    /// Forgets the bytes. Only when the node has said that they are not stored, or when they never left.
    /// </summary>
    public void Unseal()
    {
        DropBytes();
        IsGap = false;
        State = PendingState.Unsealed;
    }

    public void MarkOut(long number, uint request)
    {
        Sent = new SentAs(number, request, Sent.WasLost);
        IsGap = false;
        State = PendingState.Out;
    }

    public void MarkReturned() => State = PendingState.Sealed;

    /// <summary>The connection is gone that it was out on.</summary>
    public void MarkLost()
    {
        Sent = Sent with { WasLost = true };
        MarkReturned();
    }

    /// <summary>Empties it for another use.</summary>
    public void Clear()
    {
        DropBytes();
        Builder.Reset();
        Source = null!;
        Lane = null!;
        Flushes = null;
        Charge = 0;
        Sent = default;
        IsGap = false;
        State = PendingState.Unsealed;
    }

    private void DropBytes()
    {
        Bytes?.Release();
        Bytes = null;
    }
}
