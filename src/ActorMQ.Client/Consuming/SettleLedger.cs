using ActorMQ.Protocol.Wire;
using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>The settlements that the node has not confirmed: to be sent, sent, and to be sent again.</summary>
/// <remarks>Each asks for an answer, which comes once it is durable. Its owner's lock guards it.</remarks>
internal sealed class SettleLedger
{
    // A head is at most 64 KiB, and a range at most 32 bytes of it.
    private const int RangesMax = 1_024;

    private readonly Queue<Settle> unsent = new();
    private readonly Dictionary<uint, Settle> sent = [];
    private readonly List<SettleFlush> flushes = [];

    public bool IsEmpty => unsent.Count == 0 && sent.Count == 0;

    /// <summary>Deliveries whose settlement the node refused as stale.</summary>
    public long Stale { get; private set; }

    /// <summary>Takes orders up, those of one partition and tenure together, unless each is to go alone.</summary>
    public void Add(List<SettleOrder> orders, bool eachAlone = false)
    {
        Settle? settle = null;
        SettleOrder last = default;
        foreach (SettleOrder order in orders)
        {
            bool isSame = settle is not null && settle.Partition == order.Partition && settle.Tenure == order.Tenure
                && settle.Range.Count < RangesMax && !eachAlone;
            if (!isSame)
            {
                settle = new Settle { Partition = order.Partition, Tenure = order.Tenure, WantReply = true };
                unsent.Enqueue(settle);
                last = default;
            }
            if (last.Count != 0 && last.IsFollowedBy(order))
            {
                settle!.Range[^1].Count += order.Count;
                last = last with { Count = last.Count + order.Count };
                continue;
            }
            settle!.Range.Add(RangeOf(order));
            last = order;
        }
    }

    /// <summary>
    /// Somebody waits: what is unsent is urgent, and what is sent is followed by an empty settlement that is.
    /// </summary>
    public void Hurry()
    {
        foreach (Settle settle in unsent)
            settle.Urgent = true;
        foreach (Settle settle in sent.Values.DistinctBy(static settle => settle.Partition).ToArray())
        {
            unsent.Enqueue(new Settle
            {
                Partition = settle.Partition,
                Tenure = settle.Tenure,
                WantReply = true,
                Urgent = true,
            });
        }
    }

    /// <summary>The next settlement to send.</summary>
    public bool TryPeek(out Settle settle) => unsent.TryPeek(out settle!);

    /// <summary>The one peeked at was sent as <paramref name="request"/>.</summary>
    public void MarkSent(uint request) => sent.Add(request, unsent.Dequeue());

    /// <summary>The node has answered; false: that was no answer to a settlement.</summary>
    public bool TryConfirm(uint request, int stale)
    {
        if (!sent.Remove(request, out Settle? settle))
            return false;
        Stale += stale;
        EndFlushes(settle);
        return true;
    }

    /// <summary>The node has refused all of a settlement; false: that was no answer to a settlement.</summary>
    public bool TryRefuse(uint request)
    {
        if (!sent.TryGetValue(request, out Settle? settle))
            return false;
        return TryConfirm(request, settle.Range.Where(IsFinal).Sum(static range => range.Count));
    }

    /// <summary>
    /// No answer will come any more: acks and nacks are sent again; extensions have lost their object.
    /// </summary>
    public void OnLinkLost()
    {
        Settle[] later = [.. sent.Values, .. unsent];
        sent.Clear();
        unsent.Clear();
        foreach (Settle settle in later)
        {
            if (settle.Range.Any(IsFinal) && !Mutants.ForgetsSettlements)
                unsent.Enqueue(settle);
            else
                EndFlushes(settle);
        }
    }

    /// <summary>Completes when all that is unconfirmed at present has been confirmed.</summary>
    public SettleFlush Watch()
    {
        var flush = new SettleFlush([.. sent.Values, .. unsent]);
        if (!flush.Task.IsCompleted)
            flushes.Add(flush);
        return flush;
    }

    private void EndFlushes(Settle settle)
    {
        if (flushes.Count == 0)
            return;
        flushes.ForEach(flush => flush.OnConfirmed(settle));
        flushes.RemoveAll(static flush => flush.Task.IsCompleted);
    }

    private static bool IsFinal(SettleRange range) => range.Kind != SettleKind.Extend;

    private static SettleRange RangeOf(in SettleOrder order) => new()
    {
        First = order.First,
        Count = order.Count,
        Attempt = order.Attempt,
        Kind = (SettleKind)order.Verb,
    };
}
