using ActorMQ.Protocol.Wire;

namespace ActorMQ.Client.Consuming;

/// <summary>One settlement from its first range to its answer. Owned by a <see cref="SettleLedger"/>.</summary>
internal sealed class SettleRequest(SettleRequestKind kind, int partition, long tenure)
{
    // A head is at most 64 KiB; a range takes at most 40 bytes of it beside its reason.
    private const int RangesMax = 1_024;
    private const int ReasonBytesMax = 16 * 1_024;

    private int reasonBytes;
    private SettleOrder last;

    public SettleRequestKind Kind => kind;

    public Settle Frame { get; } = new() { Partition = partition, Tenure = tenure, WantReply = true };

    /// <summary>The batches of which it is the last to extend something; for the other kinds none.</summary>
    public List<DeliveredBatch> Batches { get; } = [];

    /// <summary>When it was sent last, monotonic.</summary>
    public long SentAtMs { get; set; }

    /// <summary>Who waits for it alone; null: nobody.</summary>
    public ExtensionWaiter? Waiter { get; init; }

    /// <summary>Whether it only says what the application has in hand, which needs no answer.</summary>
    public bool IsNews => Kind == SettleRequestKind.Final && Count == 0;

    /// <summary>Whether it is to be sent again when its answer is lost.</summary>
    public bool IsKept => Kind == SettleRequestKind.AskedExtend || (Kind == SettleRequestKind.Final && Count != 0);

    private bool IsExtension => Kind is SettleRequestKind.Extend or SettleRequestKind.Claim;

    /// <summary>How many deliveries it settles or extends.</summary>
    public int Count => Frame.Range.Where(static range => range.Kind != SettleKind.Start).Sum(static one => one.Count);

    /// <summary>Takes an order up; false: it belongs into another one.</summary>
    public bool TryAdd(in SettleOrder order)
    {
        if (Frame.Partition != order.Partition || Frame.Tenure != order.Tenure || Frame.Range.Count == RangesMax
            || reasonBytes > ReasonBytesMax)
            return false;
        if (last.Count != 0 && last.IsFollowedBy(order))
            Frame.Range[^1].Count += order.Count;
        else
            Frame.Range.Add(RangeOf(order));
        last = last.Count != 0 && last.IsFollowedBy(order) ? last with { Count = last.Count + order.Count } : order;
        if (IsExtension && (Batches.Count == 0 || Batches[^1] != order.Batch))
            Batches.Add(order.Batch);
        return true;
    }

    /// <summary>More of the last batch is in the next request, whose answer counts.</summary>
    public void Pass(DeliveredBatch batch)
    {
        if (Batches.Count != 0 && Batches[^1] == batch)
            Batches.RemoveAt(Batches.Count - 1);
    }

    private SettleRange RangeOf(in SettleOrder order)
    {
        var range = new SettleRange
        {
            First = order.First,
            Count = order.Count,
            Attempt = order.Attempt,
            Kind = order.Kind,
        };
        if (order.Terms.DelayMs is { } delayMs)
            range.DelayMs = delayMs;
        if (order.Terms.Reason is { } reason)
        {
            range.Reason = reason;
            reasonBytes += 3 * reason.Length;
        }
        return range;
    }
}
