namespace ActorMQ.Broker.DeadLetters;

/// <summary>
/// How long partitions of a dead-letter topic are waited for that do not answer: they are being opened anew, or have
/// much to do.
/// </summary>
internal sealed class DeadLetterPatience(DeadLetterBox box)
{
    /// <summary>From one try to the next.</summary>
    public const long PauseMs = 100;

    /// <summary>So long a partition may be away before it is given up.</summary>
    private const long AwayMsMax = 30_000;

    private long answeredAtMs = box.Node.Clock.Now.MonotonicMs;

    /// <summary>A partition has answered, or is asked for the first time.</summary>
    public void Begin() => answeredAtMs = box.Node.Clock.Now.MonotonicMs;

    /// <summary>Waits until it is worth asking again; a problem: it never will be.</summary>
    public async Task<Problem?> WaitAsync(CancellationToken cancellation)
    {
        if (box.Node.Clock.Now.MonotonicMs - answeredAtMs > AwayMsMax)
            return Problems.NotOwner;
        await PauseAsync(PauseMs, cancellation);
        return await box.CheckAsync(cancellation);
    }

    /// <summary>Waits for so long, whatever happens.</summary>
    public Task PauseAsync(long ms, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(ms), box.Node.Runtime.Time, cancellation);
}
