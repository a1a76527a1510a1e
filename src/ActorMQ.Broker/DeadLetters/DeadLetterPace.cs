namespace ActorMQ.Broker.DeadLetters;

/// <summary>Keeps a redrive or a purge to its rate.</summary>
/// <param name="perSecond">Records a second; 0: as fast as it goes.</param>
internal sealed class DeadLetterPace(int perSecond)
{
    // What a step comes late, the next ones make good; not more.
    private const double LateMsMax = 100;

    // Monotonic, in milliseconds; fractions of records add up to whole ones.
    private double nextAtMs;

    /// <summary>How long the next step waits, in milliseconds.</summary>
    public long WaitMs(long nowMs) => (long)Math.Ceiling(nextAtMs - nowMs);

    /// <summary>Records of one step, where there are to be so many steps a second.</summary>
    public int StepMax(int stepsPerSecond) => perSecond == 0 ? int.MaxValue : Math.Max(1, perSecond / stepsPerSecond);

    /// <summary>A step with so many records is done.</summary>
    public void Count(int records, long nowMs)
    {
        if (perSecond > 0)
            nextAtMs = Math.Max(nextAtMs, nowMs - LateMsMax) + (records * 1_000.0 / perSecond);
    }
}
