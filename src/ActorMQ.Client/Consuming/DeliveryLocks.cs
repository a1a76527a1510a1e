namespace ActorMQ.Client.Consuming;

/// <summary>Until when the deliveries of one batch are the consumer's, and who is to hear of a loss.</summary>
/// <remarks>
/// Times are monotonic milliseconds. The lock of the batch's owner guards it, but <see cref="IsLost"/>, which its one
/// loop asks without.
/// </remarks>
internal sealed class DeliveryLocks(int count, long nowMs, long ackWaitMs)
{
    // Not the consumer's any more; made with the first loss.
    private RecordSet lost;
    private volatile bool hasLost;

    // Those with an end of their own: extended by the application, or not renewed any more.
    private Dictionary<int, long>? own;
    private Dictionary<int, CancellationTokenSource>? tokens;

    // How many the application had been given by when, the oldest first.
    private Queue<(long AtMs, int Taken)>? marks;
    private int marked;

    /// <summary>When the lock ends of all that have no end of their own.</summary>
    public long HeldUntilMs { get; private set; } = nowMs + ackWaitMs;

    /// <summary>When the node was asked last to extend the batch; at first: when it came.</summary>
    public long AskedAtMs { get; set; } = nowMs;

    /// <summary>The application has had those below for as long as locks are renewed.</summary>
    public int RenewedFrom { get; private set; }

    /// <summary>Whether some are treated unlike the rest.</summary>
    public bool HasExceptions => hasLost || own is not null;

    /// <summary>When the next lock ends.</summary>
    public long EarliestEndMs => own is { Count: > 0 } ? Math.Min(HeldUntilMs, own.Values.Min()) : HeldUntilMs;

    public bool IsLost(int index) => hasLost && lost.Contains(index);

    public bool HasOwnEnd(int index) => own is not null && own.ContainsKey(index);

    /// <summary>Whether the lock of that one ends by <paramref name="atMs"/>.</summary>
    public bool EndsBy(int index, long atMs) =>
        (own is not null && own.TryGetValue(index, out long end) ? end : HeldUntilMs) <= atMs;

    /// <summary>Notes a loss; false: it was lost before.</summary>
    public bool TryLose(int index, out CancellationTokenSource? token)
    {
        token = null;
        if (!hasLost)
            lost = new RecordSet(count);
        hasLost = true;
        if (!lost.Add(index))
            return false;
        own?.Remove(index);
        tokens?.Remove(index, out token);
        return true;
    }

    /// <summary>The application is done with it: nobody needs to hear of it any more.</summary>
    public void Forget(int index)
    {
        own?.Remove(index);
        tokens?.Remove(index);
    }

    /// <summary>The node has extended all that have no end of their own.</summary>
    public void Renew(long untilMs) => HeldUntilMs = Math.Max(HeldUntilMs, untilMs);

    /// <summary>The node knows the consumer again, and has begun every lock anew.</summary>
    public void RenewAll(long untilMs)
    {
        Renew(untilMs);
        foreach (int index in own?.Keys.ToArray() ?? [])
            own![index] = untilMs;
    }

    /// <summary>Gives one an end of its own.</summary>
    public void HoldUntil(int index, long untilMs) => (own ??= [])[index] = untilMs;

    /// <summary>
    /// Notes how far the application has got, and which it has had for so long that they are not renewed any more.
    /// </summary>
    public void LookAt(long atMs, int taken, long renewMaxMs)
    {
        if (taken > marked)
            (marks ??= []).Enqueue((atMs, taken));
        marked = taken;
        while (marks is not null && marks.TryPeek(out var mark) && atMs - mark.AtMs > renewMaxMs)
        {
            marks.Dequeue();
            for (int index = RenewedFrom; index < mark.Taken; index++)
            {
                if (!IsLost(index) && !HasOwnEnd(index))
                    HoldUntil(index, HeldUntilMs);
            }
            RenewedFrom = mark.Taken;
        }
    }

    /// <summary>Cancelled when the lock of that one is lost.</summary>
    public CancellationToken TokenOf(int index)
    {
        if (IsLost(index))
            return new CancellationToken(canceled: true);
        tokens ??= [];
        if (!tokens.TryGetValue(index, out CancellationTokenSource? source))
            tokens.Add(index, source = new CancellationTokenSource());
        return source.Token;
    }

    /// <summary>Has <paramref name="source"/> cancelled when that one is lost; false: it is lost already.</summary>
    public bool TryBind(int index, CancellationTokenSource source)
    {
        if (IsLost(index))
            return false;
        (tokens ??= [])[index] = source;
        return true;
    }
}
