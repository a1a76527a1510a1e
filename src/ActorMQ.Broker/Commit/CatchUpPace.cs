namespace ActorMQ.Broker.Commit;

/// <summary>How fast those who are behind may be served, so that senders do not wait for it. Thread-safe.</summary>
/// <remarks>
/// As fast as they can while appends are durable soon; slower when they take long, but at least half as fast again as
/// messages come in, so that who is behind gets nearer. Without senders there is no limit. Times are monotonic
/// milliseconds of the node's clock.
/// </remarks>
internal sealed class CatchUpPace
{
    private const int TurnBytes = 1 << 20;

    // Less goes between the appends of senders.
    private const int SlowedTurnBytes = 128 << 10;

    // Of what comes in: what those who are behind are given at least.
    private const double IncomingMin = 1.5;

    private const double BytesPerMsMin = 32 << 10;
    private const double BytesPerMsMax = 1 << 20;
    private const long WindowMs = 50;

    // How long an append may take before those who are behind are slowed.
    private const long PatienceMs = 4;

    private readonly Lock gate = new();
    private double bytesPerMs = BytesPerMsMax;
    private double nextMs;
    private long windowMs;
    private long windowBytes;
    private long longestMs;

    /// <summary>Bytes of one read: what may delay a commit.</summary>
    public int ReadBytes => IsSlowed ? SlowedTurnBytes : TurnBytes;

    private bool IsSlowed => Volatile.Read(ref bytesPerMs) < BytesPerMsMax;

    /// <summary>An append with messages is durable.</summary>
    /// <param name="bytes">The bytes of its batches.</param>
    /// <param name="tookMs">How long it took since the first of them came.</param>
    /// <param name="nowMs">The present time.</param>
    public void Note(long bytes, long tookMs, long nowMs)
    {
        lock (gate)
        {
            windowBytes += bytes;
            longestMs = Math.Max(longestMs, tookMs);
            if (nowMs - windowMs >= WindowMs)
                Adapt(nowMs);
        }
    }

    /// <summary>Takes the next turn.</summary>
    /// <param name="nowMs">The present time.</param>
    /// <param name="bytes">How much may be given out.</param>
    /// <returns>How long to wait before, in milliseconds.</returns>
    public long Take(long nowMs, out long bytes)
    {
        lock (gate)
        {
            if (nowMs - windowMs > 4 * WindowMs)
                Adapt(nowMs);
            bytes = ReadBytes;
            double beginMs = Math.Max(nowMs, nextMs);
            nextMs = IsSlowed ? beginMs + bytes / bytesPerMs : nowMs;
            return IsSlowed ? (long)(beginMs - nowMs) : 0;
        }
    }

    private void Adapt(long nowMs)
    {
        double incoming = windowBytes / (double)Math.Max(1, nowMs - windowMs);
        // Without a limit before, nobody knows what is too fast: it begins with the least.
        double slower = IsSlowed ? bytesPerMs * 0.7 : 0;
        bytesPerMs = longestMs > PatienceMs
            ? Math.Max(slower, Math.Max(BytesPerMsMin, IncomingMin * incoming))
            : bytesPerMs * (windowBytes == 0 ? 2 : 1.05);
        bytesPerMs = Math.Min(bytesPerMs, BytesPerMsMax);
        (windowMs, windowBytes, longestMs) = (nowMs, 0, 0);
    }
}
