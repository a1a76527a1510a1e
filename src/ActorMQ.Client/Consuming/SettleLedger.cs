using ActorMQ.Records;

namespace ActorMQ.Client.Consuming;

/// <summary>The settlements that the node has not confirmed: to be sent, sent, and to be sent again.</summary>
/// <remarks>
/// What settles or extends asks for an answer, which comes once it is durable. Its owner's lock guards it.
/// </remarks>
internal sealed class SettleLedger
{
    private readonly Queue<SettleRequest> unsent = new();
    private readonly Dictionary<uint, SettleRequest> sent = [];
    private readonly List<SettleFlush> flushes = [];
    private int claims;

    public bool IsEmpty => unsent.Count == 0 && sent.Count == 0;

    /// <summary>Whether the answer to a claim is missing.</summary>
    public bool HasClaims => claims != 0;

    /// <summary>Deliveries whose settlement the node refused as stale.</summary>
    public long Stale { get; private set; }

    /// <summary>Since when the oldest one that is sent waits for its answer, monotonic; null: none is sent.</summary>
    public long? OldestSentMs => sent.Count == 0 ? null : sent.Values.Min(static request => request.SentAtMs);

    /// <summary>Takes orders up, those of one partition and tenure together, unless each is to go alone.</summary>
    public void Add(SettleRequestKind kind, List<SettleOrder> orders, bool eachAlone = false)
    {
        SettleRequest? open = null;
        foreach (SettleOrder order in orders)
        {
            if (open is not null && !eachAlone && open.TryAdd(order))
                continue;
            open?.Pass(order.Batch);
            open = new SettleRequest(kind, order.Partition, order.Tenure);
            open.TryAdd(order);
            unsent.Enqueue(open);
        }
    }

    /// <summary>Takes a request up as it is.</summary>
    public void Add(SettleRequest request) => unsent.Enqueue(request);

    /// <summary>Takes up what is claimed, for each partition with the word that it is all.</summary>
    public void AddClaims(List<SettleOrder> orders, int partitions, bool eachAlone)
    {
        orders = [.. orders.OrderBy(static one => one.Partition).ThenBy(static one => one.Tenure)];
        Add(SettleRequestKind.Claim, orders, eachAlone);
        var last = new Dictionary<int, SettleRequest>();
        foreach (SettleRequest request in unsent.Where(static one => one.Kind == SettleRequestKind.Claim))
            last[request.Frame.Partition] = request;
        for (int partition = 0; partition < partitions; partition++)
        {
            if (!last.ContainsKey(partition))
                unsent.Enqueue(last[partition] = new SettleRequest(SettleRequestKind.Claim, partition, tenure: 0));
            last[partition].Frame.ClaimsComplete = true;
        }
        foreach (SettleRequest request in unsent.Where(static one => one.Kind == SettleRequestKind.Claim))
        {
            request.Frame.Urgent = true;
            claims++;
        }
    }

    /// <summary>
    /// Somebody waits: what is unsent is urgent, and what is sent is followed by an empty settlement that is.
    /// </summary>
    public void Hurry()
    {
        foreach (SettleRequest request in unsent)
            request.Frame.Urgent = true;
        foreach (SettleRequest request in sent.Values.DistinctBy(static request => request.Frame.Partition).ToArray())
        {
            var push = new SettleRequest(SettleRequestKind.Drop, request.Frame.Partition, request.Frame.Tenure);
            push.Frame.Urgent = true;
            unsent.Enqueue(push);
        }
    }

    /// <summary>The next settlement to send.</summary>
    public bool TryPeek(out SettleRequest request) => unsent.TryPeek(out request!);

    /// <summary>The one peeked at was sent under that number.</summary>
    public void MarkSent(uint number, long nowMs)
    {
        SettleRequest request = unsent.Dequeue();
        request.SentAtMs = nowMs;
        if (request.Frame.WantReply)
            sent.Add(number, request);
        else
            EndFlushes(request);
    }

    /// <summary>The node has answered with an end; null: that was no answer to a settlement.</summary>
    /// <param name="number">The number it was sent under.</param>
    /// <param name="stale">How many deliveries were not the consumer's; null: all, the node refused it.</param>
    public SettleRequest? Confirm(uint number, int? stale)
    {
        if (!sent.Remove(number, out SettleRequest? request))
            return null;
        if (request.Kind == SettleRequestKind.Final)
            Stale += stale ?? request.Count;
        if (request.Kind == SettleRequestKind.Claim)
            claims--;
        EndFlushes(request);
        return request;
    }

    /// <summary>The node has refused for now: it goes again.</summary>
    public bool TryReturn(uint number)
    {
        if (!sent.Remove(number, out SettleRequest? request))
            return false;
        unsent.Enqueue(request);
        return true;
    }

    /// <summary>
    /// No answer will come any more: acks and nacks are sent again; other things have lost their object.
    /// </summary>
    public void OnLinkLost()
    {
        SettleRequest[] later = [.. sent.Values, .. unsent];
        sent.Clear();
        unsent.Clear();
        claims = 0;
        foreach (SettleRequest request in later)
        {
            if (request.IsKept && !Mutants.ForgetsSettlements)
                unsent.Enqueue(request);
            else
                EndFlushes(request);
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

    private void EndFlushes(SettleRequest request)
    {
        if (flushes.Count == 0)
            return;
        flushes.ForEach(flush => flush.OnConfirmed(request));
        flushes.RemoveAll(static flush => flush.Task.IsCompleted);
    }
}
